// Moving about the statistics table. Printable keys are never touched: UniKey types Vietnamese
// by sending Backspace and characters (some versions: Shift and an arrow), and an input method
// composes; a key taken from either would eat letters.
(() => {
  const grid = document.querySelector('.app-grid')
  if (!grid) return

  let found = '' // what stood in the cell when it got the focus: Esc brings it back
  let editing = false // typed, F2 or clicked into: the arrows to the sides then move the caret
  let pressed = null // the cell that a click has selected whole: the next click places the caret

  const usable = row => !row.hidden
  const inputs = cell => Array.from(cell ? cell.querySelectorAll('.app-grid__input') : [])
  const cellOf = input => input.closest('td')

  const vertical = (from, down) => {
    const cell = cellOf(from)
    const place = inputs(cell).indexOf(from)
    const rows = Array.from(grid.querySelectorAll('tbody tr')).filter(usable)
    const way = down ? 1 : -1
    for (let i = rows.indexOf(cell.parentNode) + way; rows[i]; i += way) {
      const there = inputs(rows[i].cells[cell.cellIndex])
      if (there.length) return there[Math.min(place, there.length - 1)]
    }
    return null
  }

  const sideways = (from, right) => {
    const row = Array.from(from.closest('tr').querySelectorAll('.app-grid__input'))
    return row[row.indexOf(from) + (right ? 1 : -1)] || null
  }

  const restore = input => {
    input.value = found
    input.dispatchEvent(new Event('input', { bubbles: true }))
    editing = false
    pressed = null
    input.select()
  }

  grid.addEventListener('focusin', event => {
    if (!event.target.matches('.app-grid__input')) return
    found = event.target.value
    editing = false
    if (pressed !== event.target) pressed = null
    if (event.target.matches('input')) event.target.select()
  })
  grid.addEventListener('mousedown', event => {
    const { target } = event
    if (event.button || !target.matches('.app-grid__input')) return
    const selects = pressed !== target && !editing && target.matches('input')
    if (target !== document.activeElement) {
      pressed = target // the focus selects it
    } else if (selects) {
      event.preventDefault() // else the caret is set, and the next digit stands beside the old ones
      pressed = target
      target.select()
    } else editing = true
  })
  grid.addEventListener('input', event => {
    if (event.target === document.activeElement) editing = true
  })

  grid.addEventListener('keydown', event => {
    const { key, target } = event
    if (!target.matches('.app-grid__input') || event.isComposing || event.keyCode === 229) return
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const text = target.matches('input')
    let next = null
    // Yes or no by one key, as it is written on paper; a list takes no typed text to be eaten.
    if (!text && ['0', '1'].includes(key)) {
      event.preventDefault()
      target.value = key === '1' ? 'yes' : 'no'
      for (const name of ['input', 'change']) target.dispatchEvent(new Event(name, { bubbles: true }))
      return
    }
    if (key === 'F2' && text) {
      event.preventDefault()
      editing = true
      target.setSelectionRange(target.value.length, target.value.length)
      return
    }
    if (key === 'Escape' && text && target.value !== found) {
      event.preventDefault()
      restore(target)
      return
    }
    if (key === 'Enter') next = vertical(target, !event.shiftKey)
    else if (text && !event.shiftKey && (key === 'ArrowDown' || key === 'ArrowUp')) {
      next = vertical(target, key === 'ArrowDown')
    } else if (!editing && !event.shiftKey && (key === 'ArrowRight' || key === 'ArrowLeft')) {
      next = sideways(target, key === 'ArrowRight')
    } else return
    event.preventDefault()
    if (next) next.focus()
  })
})()
