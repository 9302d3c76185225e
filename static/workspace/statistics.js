// Moving about the statistics table. Printable keys are never touched: UniKey types Vietnamese
// by sending Backspace and characters, and a captured key would eat them.
(() => {
  const grid = document.querySelector('.app-grid')
  if (!grid) return

  const inputs = cell => Array.from(cell ? cell.querySelectorAll('input, select') : [])

  const step = (from, down) => {
    const cell = from.closest('td')
    const place = inputs(cell).indexOf(from)
    const rows = Array.from(grid.querySelectorAll('tbody tr'))
    const way = down ? 1 : -1
    for (let i = rows.indexOf(cell.parentNode) + way; rows[i]; i += way) {
      const found = inputs(rows[i].cells[cell.cellIndex])
      if (found.length) return found[Math.min(place, found.length - 1)]
    }
    return null
  }

  grid.addEventListener('focusin', event => {
    if (event.target.matches('input')) event.target.select()
  })

  grid.addEventListener('keydown', event => {
    const { key, target } = event
    if (!target.matches('.app-grid__input') || event.isComposing) return
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const arrow = key === 'ArrowDown' || key === 'ArrowUp'
    if (key !== 'Enter' && !(arrow && target.matches('input'))) return
    event.preventDefault()
    const next = step(target, key === 'ArrowDown' || (key === 'Enter' && !event.shiftKey))
    if (next) next.focus()
  })

  const recount = block => {
    let full = 0
    let rows = 0
    for (const row of block.rows) {
      const cells = row.querySelectorAll('.app-grid__input:not(.app-grid__input--text)')
      if (!cells.length) continue
      const answered = cell => Array.from(cell.querySelectorAll('.app-grid__input')).every(
        (input, _i, both) => input.value.trim() || /^(kps|kad)$/i.test(both[0].value.trim())
      )
      const years = Array.from(row.cells).filter(
        cell => cell.querySelector('.app-grid__input:not(.app-grid__input--text)')
      )
      const whole = years.every(answered)
      if (whole) full += 1
      if (whole || row.dataset.optional === undefined) rows += 1
    }
    const count = document.querySelector(`[data-count="${block.id}"]`)
    if (count) count.textContent = `${full}/${rows}`
  }

  grid.addEventListener('change', event => recount(event.target.closest('tbody')))
})()
