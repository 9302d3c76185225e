// What a field is called, for whoever reads of it elsewhere; what a form says and carries.
import { clock, counted, day } from './unsent-words.js'

export const same = (a, b) => a && b && a.length === b.length && a.every((text, i) => text === b[i])

// A hidden input of the form.
export const carry = (form, name, value) => {
  const input = form.querySelector(`input[type=hidden][name=${name}]`) || document.createElement('input')
  Object.assign(input, { type: 'hidden', name, value })
  form.append(input)
}

// What was found again that an earlier tab had not sent.
export const told = entries => {
  const { at } = entries[entries.length - 1]
  return `Đã khôi phục ${counted(entries)} chưa gửi, gõ lúc ${clock(at)} ngày ${day(at)}. Đang gửi…`
}

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
