// Saves each field as it is typed. What could not be saved stays on the screen, is said, and
// is sent again; the page never replaces text that someone is typing. Without this script the
// form is posted whole.
(() => {
  const form = document.querySelector('[data-autosave]')
  if (!form) return

  // crypto.randomUUID is missing on plain HTTP inside an office network.
  const client = Array.from(crypto.getRandomValues(new Uint8Array(12)), n => n.toString(36)).join('')
  const RETRY = 15000
  const waiting = new Map() // field code → element whose last request failed
  const touched = new Set() // typed, and not acknowledged yet
  const refused = new Set() // wrong, or in conflict: someone has to decide
  const doubtful = new Set() // sent, and not answered: the request may still arrive
  const sent = new WeakMap() // element → the values of its last request
  const all = form.querySelector('[name=versions]')
  const one = form.querySelector('[name=version]')
  const versions = all ? JSON.parse(all.value) : {}
  let sequence = 0
  let timer = 0
  let entered = [] // the values of the field that has the focus, as they were found
  let leaving = false

  const box = element => element.closest('[data-field]')
  const codeOf = element => (box(element) ? box(element).dataset.field : element.name)
  const inputsOf = element => box(element)
    ? box(element).querySelectorAll('input, select, textarea')
    : form.querySelectorAll(`[name="${CSS.escape(element.name)}"]`)
  const valuesOf = element => Array.from(inputsOf(element), input => input.value)
  const same = (a, b) => a && b && a.length === b.length && a.every((text, i) => text === b[i])
  const inputOf = code => form.querySelector(`[data-field="${CSS.escape(code)}"], [name="${CSS.escape(code)}"]`)

  // The inputs of a long table do not each carry the address in the page.
  if (form.dataset.post) {
    form.querySelectorAll('[name^="stat:"]').forEach(input => {
      input.setAttribute('hx-post', form.dataset.post)
      input.setAttribute('hx-sync', 'this:queue last')
    })
  }

  if (one) versions[codeOf(form.querySelector('[data-field] *'))] = Number(one.value)

  // What became of a field, for whoever shows it beside the field.
  const tell = (element, state, more = {}) => {
    element.dispatchEvent(new CustomEvent('field:state', { bubbles: true, detail: { state, ...more } }))
  }

  const setVersion = (code, version) => {
    versions[code] = version
    if (all) all.value = JSON.stringify(versions)
    if (one) one.value = version
  }

  const say = text => {
    const place = document.getElementById('luu')
    place.className = 'app-saved app-saved--wrong'
    place.textContent = text
  }

  // What the server refused from a whole page is on the screen and stored nowhere.
  form.querySelectorAll('[aria-invalid="true"]:not([data-kept]), [data-unsaved]').forEach(element => {
    touched.add(codeOf(element))
  })

  document.body.addEventListener('htmx:configRequest', event => {
    const element = event.detail.elt
    if (!form.contains(element)) return
    const code = codeOf(element)
    const values = valuesOf(element)
    sent.set(element, values)
    doubtful.add(code)
    tell(element, 'waiting')
    entered = []
    sequence += 1
    event.detail.parameters = { code, version: versions[code] || 0, client, sequence, value: values }
  })

  document.body.addEventListener('htmx:afterRequest', event => {
    const { elt: element, xhr } = event.detail
    if (!form.contains(element)) return
    const code = codeOf(element)
    const unchanged = same(sent.get(element), valuesOf(element))
    if (xhr.status === 200 || xhr.status === 409) doubtful.delete(code)
    if (xhr.status === 200) {
      waiting.delete(code)
      refused.delete(code)
      setVersion(code, Number(xhr.getResponseHeader('X-Field-Version')))
      tell(element, unchanged ? 'saved' : 'changed')
      const shown = JSON.parse(xhr.getResponseHeader('X-Field-Value') || '[]')
      if (unchanged) {
        touched.delete(code)
        // The number as it is written here, unless someone is in the cell again.
        inputsOf(element).forEach((input, i) => {
          input.removeAttribute('aria-invalid')
          if (shown.length && input !== document.activeElement) input.value = shown[i]
        })
      }
      if (refused.size) say(`Chưa lưu ${refused.size} chỗ: xem lời nhắc ở từng chỗ. Các chỗ khác đã lưu.`)
      if (waiting.size) retryLater()
    } else if (xhr.status === 422) {
      waiting.delete(code)
      refused.add(code)
      tell(element, 'invalid')
      // The draft keeps what it could not read: leaving the page loses nothing.
      if (unchanged && xhr.getResponseHeader('X-Field-Kept')) touched.delete(code)
      inputsOf(element).forEach(input => input.setAttribute('aria-invalid', 'true'))
    } else if (xhr.status === 409) {
      waiting.delete(code)
      refused.add(code)
      tell(element, 'invalid')
    } else {
      waiting.set(code, element)
      tell(element, 'waiting')
      retryLater(xhr.status)
    }
  })

  let lastStatus = 0
  const retryLater = (status = lastStatus) => {
    lastStatus = status
    say(`Chưa lưu ${waiting.size} chỗ. Nội dung vẫn còn trên màn hình; cổng tự lưu lại sau ít giây.`)
    clearTimeout(timer)
    timer = setTimeout(retry, RETRY)
  }

  const retry = async () => {
    if (!waiting.size) return
    if (lastStatus === 400 || lastStatus === 401) await freshToken()
    for (const element of waiting.values()) window.htmx.trigger(element, 'change')
  }

  // After signing in again in another tab the old token is worth nothing.
  const freshToken = async () => {
    try {
      const answer = await fetch(window.location.href, { credentials: 'same-origin' })
      if (answer.redirected || !answer.ok) return
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const token = page.querySelector('[data-autosave] [name=csrf_token]')
      if (!token) return
      document.querySelectorAll('[name=csrf_token]').forEach(input => { input.value = token.value })
      document.body.setAttribute('hx-headers', JSON.stringify({ 'X-CSRFToken': token.value }))
    } catch {
      say('Chưa lưu được vì mất kết nối. Nội dung vẫn còn trên màn hình.')
    }
  }

  window.addEventListener('online', retry)
  // Back from the tab in which one signed in again.
  document.addEventListener('visibilitychange', () => { if (!document.hidden) retry() })

  form.addEventListener('input', event => {
    if (!event.target.name) return
    touched.add(codeOf(event.target))
    tell(event.target, 'changed')
  })

  // Cells that were written together, by a pasted block: as if each had been answered.
  form.addEventListener('cells:written', event => {
    for (const [code, cell] of Object.entries(event.detail)) {
      const element = inputOf(code)
      if (!element) continue
      setVersion(code, cell.version)
      for (const known of [waiting, touched, refused, doubtful]) known.delete(code)
      inputsOf(element).forEach((input, i) => {
        input.removeAttribute('aria-invalid')
        input.value = cell.texts[i] === undefined ? '' : cell.texts[i]
      })
      tell(element, 'saved', { share: cell.share })
    }
  })

  // Typed and taken back again: nothing is left to save, and no request will say so.
  form.addEventListener('focusin', event => {
    const clean = event.target.name && !touched.has(codeOf(event.target))
    entered = clean ? valuesOf(event.target) : []
  })
  form.addEventListener('focusout', event => {
    if (event.target.name && same(entered, valuesOf(event.target)) && !waiting.has(codeOf(event.target))) {
      touched.delete(codeOf(event.target))
    }
  })

  // A conflict: one's own text or the other person's, by choice.
  form.addEventListener('click', event => {
    const button = event.target.closest('[data-keep]')
    if (!button) return
    const code = button.dataset.for
    const element = inputOf(code)
    const shown = button.dataset.keep === 'theirs' ? JSON.parse(button.dataset.shown) : null
    setVersion(code, Number(button.dataset.version))
    if (shown && !shown.length) {
      leaving = true
      window.location.reload()
      return
    }
    if (shown) inputsOf(element).forEach((input, i) => { input.value = shown[i] })
    window.htmx.trigger(element, 'change')
    const first = inputsOf(element)[0]
    if (first) first.focus()
  })

  const carry = (name, value) => {
    const input = form.querySelector(`input[type=hidden][name=${name}]`) || document.createElement('input')
    Object.assign(input, { type: 'hidden', name, value })
    form.append(input)
  }

  // The page names its tab, so that it does not conflict with an autosave still under way.
  form.addEventListener('submit', event => {
    if (!navigator.onLine) {
      event.preventDefault()
      say('Mất kết nối nên chưa gửi đi được. Nội dung vẫn còn trên màn hình; hãy bấm lại khi có mạng.')
      return
    }
    sequence += 1
    carry('client', client)
    carry('sequence', sequence)
    if (all) carry('doubtful', JSON.stringify([...doubtful]))
    leaving = true
  })
  window.addEventListener('beforeunload', event => {
    if (!leaving && (waiting.size || touched.size)) event.preventDefault()
  })
})()
