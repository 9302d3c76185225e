// A row of several inputs is one field: what two people wrote in different inputs is put together.
// `base` is the row at the version that an edit was typed over; without it nothing is merged.
export const merge = ({ base, texts, said = [] }, { shown }) => {
  if (!base || !shown.length || base.length !== shown.length || texts.length !== shown.length) return null
  const kept = texts.map((text, i) => text !== base[i])
  return {
    texts: texts.map((text, i) => (kept[i] ? text : shown[i])),
    said: texts.map((text, i) => (kept[i] || text === shown[i] ? said[i] : shown[i])),
    clash: texts.flatMap((text, i) => (kept[i] && shown[i] !== base[i] && shown[i] !== text ? [i] : []))
  }
}

// The other person's inputs on the page of the row, and what it says about them.
export const showMerged = (form, inputs, { before, texts, said, clash }) => {
  const names = places => places.map(i => inputs[i].labels[0].textContent.replace(/\(.*\)/, '').trim()).join(', ')
  const taken = texts.flatMap((text, i) => (text !== before[i] ? [i] : []))
  for (const i of taken) {
    inputs[i].value = texts[i]
    // in words, as a person chose it; other pages have no list to look the code up
    if (inputs[i].selectedOptions) said[i] = texts[i] && inputs[i].selectedOptions[0].text
  }
  for (const i of clash) inputs[i].setAttribute('aria-invalid', 'true')
  const told = []
  if (taken.length) told.push(`Người khác vừa sửa ở dòng này: ${names(taken)}. Đã đưa vào đây, phần của anh/chị giữ nguyên.`)
  if (clash.length) told.push(`Cả hai cùng sửa: ${names(clash)}.`)
  const place = form.querySelector('[data-merged]')
  if (place) place.textContent = told.join(' ')
}
