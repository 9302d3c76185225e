// What a cell of the statistics table shows besides its number: saved, waiting or wrong; the
// share of its parts; why last year's number was corrected; what a doubtful number means.
(() => {
  const grid = document.querySelector('.app-grid')
  const form = document.getElementById('bang')
  if (!grid || !form) return

  // On a phone the rows are cards, and each number stands under the name of its year.
  for (const year of ['previous', 'current']) {
    const head = document.getElementById(`c-${year}`)
    if (head) grid.style.setProperty(`--${year}`, JSON.stringify(head.textContent))
  }

  const numbers = form.querySelector('[name=numbers]')
  const inputs = cell => Array.from(cell.querySelectorAll('.app-grid__input:not([name$=":reason"])'))
  const byName = code => form.querySelectorAll(`[name="${CSS.escape(code)}"]`)

  // Shares, while the parts are typed; the server computes them again and that is what counts.
  const whole = text => {
    const bare = text.replace(/[\s\u00a0\u202f]/g, '')
    return /^(\d+|\d{1,3}(\.\d{3})+)$/.test(bare) ? Number(bare.replaceAll('.', '')) : NaN
  }
  const shareOf = (cell, place) => {
    const texts = inputs(cell).map(input => input.value)
    const parts = (texts.length === 2 ? texts : texts[0].split('/')).map(whole)
    if (parts.length !== 2 || parts.some(Number.isNaN) || !parts[1]) return ''
    const percent = (parts[0] * 100 / parts[1]).toLocaleString('vi-VN', { maximumFractionDigits: 2 })
    return `${place.dataset.share ? place.dataset.share + ' ' : ''}= ${percent}%`
  }
  const computeShare = event => {
    const cell = event.target.closest('td')
    const place = cell && cell.querySelector('.app-grid__state')
    if (!place) return
    if (place.dataset.share !== undefined || event.target.value.includes('/')) {
      place.textContent = shareOf(cell, place)
    } else place.textContent = ''
  }
  grid.addEventListener('input', computeShare)

  // The total of a share can be the number of another row: offered, never written unasked.
  const offer = cell => {
    const place = cell.querySelector('[data-total-of]')
    if (!place) return
    const source = byName(place.dataset.totalOf)[0]
    const text = source && whole(source.value) > 0 ? source.value.trim() : ''
    place.hidden = !text || inputs(cell)[1].value.trim() !== ''
    place.querySelector('button').textContent = `Lấy ${text}`
  }
  for (const name of ['focusin', 'focusout']) {
    grid.addEventListener(name, event => {
      const cell = event.target.closest('td')
      if (cell && !(name === 'focusout' && cell.contains(event.relatedTarget))) offer(cell)
    })
  }
  grid.addEventListener('click', event => {
    const button = event.target.closest('[data-total-of] button')
    if (!button) return
    event.preventDefault()
    const cell = button.closest('td')
    const total = inputs(cell)[1]
    total.value = byName(button.parentNode.dataset.totalOf)[0].value.trim()
    total.dispatchEvent(new Event('input', { bubbles: true }))
    total.focus()
    window.htmx.trigger(total, 'change')
    offer(cell)
  })

  // Last year's number: another than the accepted one needs its reason.
  const shown = cell => inputs(cell).map(
    input => input.matches('select') ? input.selectedOptions[0].textContent : input.value
  ).filter(Boolean).join('/')
  const askReason = cell => {
    const input = inputs(cell)[0]
    const there = cell.querySelector('.app-grid__reason')
    if (shown(cell) === cell.dataset.accepted) {
      if (there) there.remove()
      return
    }
    if (there || !shown(cell)) return
    const added = document.getElementById('ly-do').content.cloneNode(true).firstElementChild
    const reason = added.querySelector('input')
    const label = cell.closest('tr').querySelector('th').firstChild.textContent.trim()
    added.querySelector('.app-grid__hint').textContent = `Đã chấp nhận: ${cell.dataset.accepted}. Lý do sửa:`
    reason.name = input.name.replace(/:previous$/, ':reason')
    reason.setAttribute('aria-label', `${label}, lý do sửa ${document.getElementById('c-previous').textContent}`)
    cell.append(added)
  }

  // A line of the list of errors goes once its field is saved, and the list with its last one.
  const summary = document.querySelector('.govuk-error-summary')
  const settle = name => {
    for (const { id } of byName(name)) {
      const line = summary.querySelector(`a[href="#${id}"]`)
      if (line) line.closest('li').remove()
      const message = document.getElementById(`${id}-loi`)
      if (message) message.remove()
    }
    if (summary.querySelector('li')) return
    summary.remove()
    document.title = document.title.replace(/^Lỗi: /, '')
  }

  let asked = 0
  const follow = () => {
    clearTimeout(asked)
    asked = setTimeout(refresh, 1200)
  }
  form.addEventListener('field:state', event => {
    if (summary && event.detail.state === 'saved') settle(event.target.name)
    const cell = event.target.closest('td')
    const { state, share } = event.detail
    if (!cell) {
      if (state === 'saved') follow()
      return
    }
    cell.dataset.state = state
    const place = cell.querySelector('.app-grid__state')
    if (place && share !== undefined) place.textContent = share
    // The answer to an earlier text brought the share of that one.
    if (state === 'changed') computeShare(event)
    if (!['saved', 'invalid'].includes(state)) return
    // What the page was opened with is answered: a new message stands beside the row's name.
    const message = cell.querySelector('.app-grid__error[id^="loi-"]')
    if (message) message.remove()
    inputs(cell).forEach(input => input.removeAttribute('aria-describedby'))
    if (state !== 'saved') return
    // The answer puts the number as it is written here into the cell after this event.
    setTimeout(() => { if (cell.dataset.accepted) askReason(cell) })
    follow()
  })

  // Counts and warnings follow what was saved; whoever reads them is not disturbed.
  const box = document.querySelector('[data-state-of]')
  const refresh = async () => {
    if (box.contains(document.activeElement)) return
    let page
    try {
      const answer = await fetch(box.dataset.stateOf, { credentials: 'same-origin', redirect: 'manual' })
      if (!answer.ok) return
      page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    } catch {
      return // offline: what could not be saved is said elsewhere
    }
    const open = Boolean(box.querySelector('details[open]'))
    box.replaceChildren(...page.body.childNodes)
    if (open && box.querySelector('details')) box.querySelector('details').open = true
    spread()
  }
  const spread = () => {
    for (const old of grid.querySelectorAll('.app-grid__soft')) old.remove()
    for (const item of box.querySelectorAll('[data-soft]')) {
      const words = document.getElementById(item.dataset.soft)
      if (!words) continue
      const note = document.createElement('span')
      note.className = 'app-grid__soft'
      note.textContent = `⚠ ${item.querySelector('span').textContent}`
      if (item.dataset.explained === undefined) note.append(' Hãy ghi chú lý do nếu đúng.')
      words.append(note)
    }
    for (const count of box.querySelectorAll('[data-count-of]')) {
      const place = document.querySelector(`[data-count="${count.dataset.countOf}"]`)
      if (place) place.textContent = count.textContent
    }
  }
  spread()

  // “1204/1250” in the first box of a pair is both, as in a cell of one box.
  document.addEventListener('change', event => {
    if (!event.target.closest('.app-grid .app-pair')) return
    const both = inputs(event.target.closest('td'))
    const typed = event.target.value.match(/^([\d.\s]+)\/([\d.\s]+)$/)
    if (event.target === both[0] && typed) both.forEach((input, i) => { input.value = typed[i + 1].trim() })
  }, true)

  // “1.234” was asked about once; from then on it is read as the person said. Whole numbers
  // have one reading with dots, shares one with a comma: those are never touched.
  const meant = (input, style) => {
    const text = input.value.trim()
    const percent = input.closest('td').querySelector('.app-grid__state:not([data-share])') &&
      !input.closest('.app-pair')
    if (percent && style === 'en' && /^\d+\.\d+ ?%?$/.test(text)) return text.replace('.', ',')
    if (percent && style === 'vn' && /^\d{1,3}\.\d{3} ?%?$/.test(text)) return text.replace('.', '')
    if (!percent && style === 'en' && /^\d{1,3}(,\d{3})+$/.test(text)) return text.replaceAll(',', '.')
    return input.value
  }
  document.addEventListener('change', event => {
    const input = event.target
    if (!numbers.value || !grid.contains(input) || !input.matches('input.app-grid__input')) return
    if (input.matches('.app-grid__input--text')) return
    const text = meant(input, numbers.value)
    if (text !== input.value) input.value = text
  }, true)
  for (const button of grid.querySelectorAll('[data-read-as]')) button.hidden = false
  form.addEventListener('click', event => {
    const button = event.target.closest('[data-read-as]')
    if (!button) return
    const cells = byName(button.dataset.for)
    JSON.parse(button.dataset.readAs).forEach((text, i) => { if (cells[i]) cells[i].value = text })
    numbers.value = button.dataset.style
    window.htmx.trigger(numbers, 'change')
    window.htmx.trigger(cells[0], 'change')
    cells[0].focus()
  })

  // The line at the bottom: where one is, and the two words for cells without a number.
  const bar = document.querySelector('[data-grid-bar]')
  let last = null
  grid.addEventListener('focusin', event => {
    if (!event.target.matches('.app-grid__input')) return
    bar.hidden = false
    last = event.target
    const cell = last.closest('td')
    const row = cell.closest('tr')
    const year = document.getElementById(`c-${cell.dataset.year}`)
    const accepted = row.querySelector('[data-accepted]')
    bar.querySelector('.app-grid-bar__where').textContent = [
      row.querySelector('th').firstChild.textContent.trim(), year && year.textContent,
      accepted && `năm trước đã chấp nhận: ${accepted.dataset.accepted}`
    ].filter(Boolean).join(' · ')
    for (const button of bar.querySelectorAll('[data-word]')) button.disabled = cell.dataset.year === 'note'
  })
  bar.addEventListener('mousedown', event => {
    if (event.target.closest('[data-word]')) event.preventDefault() // the cell keeps the focus
  })
  bar.addEventListener('click', event => {
    const button = event.target.closest('[data-word]')
    if (!button || !last) return
    const both = byName(last.name)
    both.forEach((input, i) => { input.value = i ? '' : button.dataset.word })
    both[0].dispatchEvent(new Event('input', { bubbles: true }))
    window.htmx.trigger(both[0], 'change')
    last.focus()
    if (last.matches('input')) last.select()
  })
})()
