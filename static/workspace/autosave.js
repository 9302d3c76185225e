// Saves each field as it is typed: what is typed is kept in the browser at once (unsent-store.js)
// and sent when the person leaves the field, or pauses in a long one. The page never replaces
// text that someone is typing. Without this script the form is posted whole.
import { carry, labelOf, putParts, same, told } from './autosave-parts.js'
import { showMerged } from './merging.js'
import { watchTakingBack } from './taking-back.js'
import * as unsent from './unsent.js'
import { clock, troubleWords } from './unsent-words.js'

const [PAUSE, SLOW] = [1500, 2500] // milliseconds

const start = form => {
  const { duty, post, page } = form.dataset
  const about = JSON.parse(form.dataset.about)
  const touched = new Set() // typed, and not acknowledged yet
  const refused = new Set() // wrong, or in conflict: someone has to decide
  const doubtful = new Set() // sent, and not answered: the request may still arrive
  const restored = {} // field code → the tab that typed what stands in it
  const all = form.querySelector('[name=versions]')
  const one = form.querySelector('[name=version]')
  const versions = all ? JSON.parse(all.value) : {}
  const [bases, clashes] = [{}, {}] // code of a row → its texts at that version; inputs two changed
  const place = document.getElementById('luu')
  let [pause, slow] = [0, 0]
  let leaving = false

  const box = element => element.closest('[data-field]')
  const codeOf = element => (box(element) ? box(element).dataset.field : element.name)
  const inputsOf = element => box(element)
    ? box(element).querySelectorAll('input, select, textarea')
    : form.querySelectorAll(`[name="${CSS.escape(element.name)}"]`)
  const valuesOf = element => Array.from(inputsOf(element), input => input.value)
  const saidOf = element => Array.from(inputsOf(element), ({ value, selectedOptions }) => (selectedOptions && value ? selectedOptions[0].text : value))
  const inputOf = code => form.querySelector(`[data-field="${CSS.escape(code)}"], [name="${CSS.escape(code)}"]`)
  const elementOf = entry => (entry.duty === duty ? inputOf(entry.code) : null)
  const isHere = entry => unsent.isOwn(entry) || restored[entry.code] === entry.client

  // A row that is new keeps its number when the page is loaded again.
  if (page) history.replaceState(null, '', page)
  if (one) versions[codeOf(form.querySelector('[data-field] *'))] = Number(one.value)

  form.querySelectorAll('[data-base]').forEach(row => { bases[row.dataset.field] = JSON.parse(row.dataset.base) })

  // What became of a field, for whoever shows it beside the field.
  const tell = (element, state, more = {}) => {
    element.dispatchEvent(new CustomEvent('field:state', { bubbles: true, detail: { state, ...more } }))
  }

  const setVersion = (code, version) => {
    versions[code] = version
    if (all) all.value = JSON.stringify(versions)
    if (one) one.value = version
  }

  // A line that says the same again is not announced again.
  const say = (text, wrong = true) => {
    place.classList.toggle('app-saved--wrong', wrong)
    if (place.textContent !== text) place.textContent = text
  }

  const keep = (element, due) => {
    const code = codeOf(element)
    unsent.put({
      duty, code, about, post, page: location.pathname, label: labelOf(element), due,
      texts: valuesOf(element), said: saidOf(element), version: versions[code] || 0, base: bases[code], after: restored[code] || ''
    })
  }

  // What the server refused from a whole page is on the screen and stored nowhere.
  form.querySelectorAll('[aria-invalid="true"]:not([data-kept]), [data-unsaved]').forEach(element => {
    touched.add(codeOf(element))
  })

  form.addEventListener('input', event => {
    if (!event.target.name) return
    touched.add(codeOf(event.target))
    keep(event.target, false)
    tell(event.target, 'changed')
    clearTimeout(pause)
    const element = event.target
    if (box(element)) pause = setTimeout(() => leaveField(element), PAUSE)
  })

  const leaveField = element => {
    clearTimeout(pause)
    keep(element, true)
    tell(element, 'waiting')
    unsent.send()
  }
  form.addEventListener('change', event => { if (event.target.name) leaveField(event.target) })

  document.addEventListener('unsent:answered', event => {
    const { entry, current, status, body, version, shown, kept, wrong } = event.detail
    const element = elementOf(entry)
    if (!element || !isHere(entry)) return
    const { code } = entry
    const unchanged = current && same(entry.texts, valuesOf(element))
    doubtful.delete(code)
    putParts(body, say)
    if (status === 200) {
      refused.delete(code)
      setVersion(code, version)
      if (bases[code]) bases[code] = shown
      tell(element, unchanged ? 'saved' : 'changed')
      if (!unchanged) return
      touched.delete(code)
      delete restored[code]
      // The number as it is written here, unless someone is in the cell again.
      inputsOf(element).forEach((input, i) => {
        input.removeAttribute('aria-invalid')
        if (shown.length && input !== document.activeElement) input.value = shown[i]
      })
      return
    }
    refused.add(code)
    tell(element, 'invalid')
    if (status !== 422) return
    // The draft keeps what it could not read: leaving the page loses nothing.
    if (unchanged && kept) touched.delete(code)
    inputsOf(element).forEach((input, i) => {
      if (wrong === null || wrong === i) input.setAttribute('aria-invalid', 'true')
      else input.removeAttribute('aria-invalid')
    })
  })

  document.addEventListener('unsent:merged', ({ detail }) => {
    const { entry: { code }, clash } = detail
    const element = isHere(detail.entry) && elementOf(detail.entry)
    if (!element) return
    showMerged(form, inputsOf(element), detail)
    clashes[code] = clash
    if (clash.length) return
    setVersion(code, detail.version)
    bases[code] = detail.shown
  })

  document.addEventListener('unsent:changed', event => {
    const { sending, recovered } = event.detail
    clearTimeout(slow)
    if (sending) {
      const element = elementOf(sending)
      if (!element) return
      if (isHere(sending)) doubtful.add(sending.code)
      sent()
      if (!unsent.trouble) slow = setTimeout(() => say('Mạng chậm: đang gửi, nội dung vẫn giữ trên máy này.', false), SLOW)
      return
    }
    const words = troubleWords()
    if (words) {
      unsent.waiting().filter(isHere).map(elementOf).filter(Boolean).forEach(element => tell(element, 'waiting'))
      say(words)
    } else if (refused.size) say(`Chưa lưu ${refused.size} chỗ: xem lời nhắc ở từng chỗ. Các chỗ khác đã lưu.`)
    else if (recovered) say(`Đã có kết nối lại, đã gửi đủ. Đã lưu lúc ${clock(Date.now())}.`, false)
  })

  // What an earlier tab could not send stands in its field again, and is sent first.
  const restore = entries => {
    const back = entries.filter(entry => {
      const element = elementOf(entry)
      const room = element && (element.querySelector('[data-rich]') ? 2 : inputsOf(element).length)
      return element && !touched.has(entry.code) && room >= entry.texts.length
    })
    for (const entry of back) {
      const element = elementOf(entry)
      const inputs = inputsOf(element)
      if (same(valuesOf(element), entry.texts)) continue
      inputs.forEach((input, i) => { input.value = entry.texts[i] || '' })
      tell(element, 'waiting')
      inputs[0].dispatchEvent(new CustomEvent('field:restored', { bubbles: true, detail: entry }))
    }
    for (const { code, client, version, base } of back) {
      restored[code] = client
      if (bases[code]) bases[code] = base || []
      setVersion(code, version)
    }
    if (back.some(entry => !entry.sent)) say(told(back.filter(entry => !entry.sent)), false)
  }
  unsent.takenOver.then(restore)

  // Cells that were written together, by a pasted block: as if each had been answered.
  form.addEventListener('cells:written', event => {
    for (const [code, cell] of Object.entries(event.detail)) {
      const element = inputOf(code)
      if (!element) continue
      setVersion(code, cell.version)
      unsent.forget(duty, code)
      for (const known of [touched, refused, doubtful]) known.delete(code)
      inputsOf(element).forEach((input, i) => {
        input.removeAttribute('aria-invalid')
        input.value = cell.texts[i] === undefined ? '' : cell.texts[i]
      })
      tell(element, 'saved', { share: cell.share })
    }
  })

  const sent = watchTakingBack(form, { touched, codeOf, valuesOf, tell, leaveField })

  // A conflict: one's own text or the other person's, by choice.
  form.addEventListener('click', event => {
    const button = event.target.closest('[data-keep]')
    if (!button) return
    const { for: code } = button.dataset
    const element = inputOf(code)
    const theirs = JSON.parse(button.parentNode.querySelector('[data-keep=theirs]').dataset.shown)
    const shown = button.dataset.keep === 'theirs' && theirs
    unsent.forget(duty, code)
    if (shown && !shown.length) {
      leaving = true
      window.location.reload()
      return
    }
    setVersion(code, Number(button.dataset.version))
    delete restored[code]
    if (bases[code]) bases[code] = theirs
    const parts = clashes[code] || []
    if (shown) inputsOf(element).forEach((input, i) => { if (!parts.length || parts.includes(i)) input.value = shown[i] })
    leaveField(inputsOf(element)[0])
    inputsOf(element)[0].focus()
  })

  // The page names its tab, so that it does not conflict with an autosave still under way.
  form.addEventListener('submit', event => {
    if (!navigator.onLine) {
      event.preventDefault()
      say('Mất kết nối nên chưa gửi đi được. Nội dung vẫn giữ trên máy này; hãy bấm lại khi có mạng.')
      return
    }
    carry(form, 'client', unsent.client)
    carry(form, 'sequence', unsent.nextSequence())
    if (all) carry(form, 'doubtful', JSON.stringify([...doubtful]))
    leaving = true
    unsent.leave(true)
  })
  window.addEventListener('beforeunload', event => {
    const stuck = unsent.queue.some(entry => unsent.isOwn(entry) && (entry.held || unsent.trouble || !unsent.safe))
    if (!leaving && (stuck || form.querySelector('[data-unsaved]'))) event.preventDefault()
  })
}

const form = document.querySelector('[data-autosave]')
if (form) start(form)
