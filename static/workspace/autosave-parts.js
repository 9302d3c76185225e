// What a field is called, for whoever reads of it elsewhere; and where the parts of an answer go.
export const labelOf = element => {
  const row = element.closest('tr')
  const cell = element.closest('td')
  const year = cell && document.getElementById(`c-${cell.dataset.year}`)
  const texts = row
    ? [row.cells[0].textContent, row.querySelector('th').firstChild.textContent, year ? `(${year.textContent})` : '']
    : [(element.name === 'cutoff' ? element.labels[0] : document.querySelector('h1')).textContent]
  return texts.map(text => text.trim()).filter(Boolean).join(' ')
}

// The line of the form is only reworded, so that a screen reader goes on listening to it.
export const putParts = (body, say) => {
  const page = new DOMParser().parseFromString(body, 'text/html')
  for (const part of page.querySelectorAll('[hx-swap-oob]')) {
    const there = document.getElementById(part.id)
    const inner = part.getAttribute('hx-swap-oob') === 'innerHTML'
    part.removeAttribute('hx-swap-oob')
    if (part.id === 'luu') say(part.textContent, part.classList.contains('app-saved--wrong'))
    else if (there && inner) there.replaceChildren(...part.childNodes)
    else if (there) there.replaceWith(part)
  }
}
