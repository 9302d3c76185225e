// Finding rows of the statistics table: by words without marks, or only those with blanks.
(() => {
  const grid = document.querySelector('.app-grid')
  const tools = document.querySelector('[data-grid-tools]')
  if (!grid || !tools) return
  tools.hidden = false

  const filter = document.getElementById('loc')
  const blanks = document.getElementById('con-trong')
  const found = document.getElementById('loc-thay')
  const fold = text => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()

  const rows = Array.from(grid.querySelectorAll('tbody tr'))
  const isHeading = row => row.classList.contains('app-grid__group')
  const words = new Map() // row → its words and those of the headings above it, folded
  let block = ''
  let group = ''
  for (const row of rows) {
    if (isHeading(row)) {
      const text = fold(row.textContent)
      if (row.classList.contains('app-grid__group--sub')) group = text
      else [block, group] = [text, '']
    } else if (row.querySelector('th')) {
      words.set(row, fold(`${row.cells[0].textContent} ${row.querySelector('th').firstChild.textContent} ${row.cells[2].textContent} ${block} ${group}`))
    }
  }

  const hasBlank = row => row.dataset.optional === undefined && Array.from(row.querySelectorAll('td[data-year]'))
    .filter(cell => cell.dataset.year !== 'note')
    .some(cell => {
      const texts = Array.from(cell.querySelectorAll('.app-grid__input:not([name$=":reason"])'), input => input.value.trim())
      return !/^(kps|kad)$/i.test(texts[0]) && texts.some(text => !text)
    })

  const apply = () => {
    const wanted = fold(filter.value).split(/\s+/).filter(Boolean)
    const all = !wanted.length && !blanks.checked
    // “bien che” means biên chế; phổ biến thể chế holds both words, and comes only where that does not.
    const phrase = wanted.join(' ')
    const asked = Array.from(words.values()).some(text => text.includes(phrase)) ? [phrase] : wanted
    let count = 0
    for (const [row, text] of words) {
      row.hidden = !(asked.every(word => text.includes(word)) && (!blanks.checked || hasBlank(row)))
      if (!row.hidden) count += 1
    }
    // A heading stands as long as a row below it does.
    const below = { block: false, group: false }
    for (const row of rows.slice().reverse()) {
      if (!isHeading(row)) {
        if (words.has(row) && !row.hidden) below.block = below.group = true
        else if (!words.has(row)) row.hidden = !all
        continue
      }
      const sub = row.classList.contains('app-grid__group--sub')
      row.hidden = !(sub ? below.group : below.block)
      below.group = false
      if (!sub) below.block = false
    }
    found.textContent = all ? '' : `${count}/${words.size} dòng`
  }

  filter.addEventListener('input', event => { if (!event.isComposing) apply() })
  filter.addEventListener('compositionend', apply)
  blanks.addEventListener('change', apply)
  filter.addEventListener('keydown', event => {
    if (event.isComposing) return
    if (event.key === 'Escape' && filter.value) {
      filter.value = ''
      apply()
    } else if (event.key === 'Enter') {
      event.preventDefault() // else the row that gets the focus would send the form
      const row = Array.from(words.keys()).find(one => !one.hidden)
      if (row) row.querySelector('.app-grid__input').focus()
    }
  })
  // A link to a row or a group that the filter hides shows the whole table again.
  window.addEventListener('hashchange', () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (!target || !grid.contains(target) || target.offsetParent) return
    filter.value = ''
    blanks.checked = false
    apply()
    target.scrollIntoView()
  })
})()
