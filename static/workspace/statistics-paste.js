// A block copied in Excel and pasted into a cell: shown in a dialog first, written when one says
// so. A single cell is pasted by the browser as ever.
(() => {
  const grid = document.querySelector('.app-grid')
  const form = document.getElementById('bang')
  const dialog = document.getElementById('dan')
  if (!grid || !form || !dialog || !dialog.showModal) return
  const content = document.getElementById('dan-noi-dung')

  const say = text => {
    const words = document.createElement('p')
    words.className = 'govuk-error-message'
    words.setAttribute('role', 'alert')
    words.textContent = text
    content.prepend(words)
  }

  const send = async data => {
    data.set('csrf_token', form.querySelector('[name=csrf_token]').value)
    let answer
    try {
      answer = await fetch(form.dataset.paste, {
        method: 'POST', body: data, credentials: 'same-origin', headers: { 'HX-Request': 'true' }
      })
    } catch {
      say('Mất kết nối nên chưa ghi gì. Khối vẫn còn đây; hãy bấm lại khi có mạng.')
      return
    }
    if (answer.redirected || ![200, 409, 422].includes(answer.status)) {
      say([400, 401, 403].includes(answer.status) || answer.redirected
        ? 'Phiên làm việc đã hết nên chưa ghi gì. Hãy đăng nhập lại ở một thẻ khác rồi tải lại trang này.'
        : 'Hệ thống gặp sự cố nên chưa ghi gì. Hãy thử lại sau ít phút.')
      return
    }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    content.replaceChildren(...page.body.childNodes)
    const written = content.querySelector('[data-cells]')
    if (written) done(written)
  }

  const done = written => {
    form.dispatchEvent(new CustomEvent('cells:written', { detail: JSON.parse(written.dataset.cells) }))
    const said = document.getElementById('luu')
    said.className = 'app-saved'
    said.textContent = written.dataset.said
    if (!written.querySelector('.govuk-error-message')) dialog.close()
  }

  grid.addEventListener('paste', event => {
    const input = event.target.closest('.app-grid__input')
    const text = event.clipboardData ? event.clipboardData.getData('text/plain') : ''
    if (!input || !/[\t\n]/.test(text.replace(/\r?\n$/, ''))) return
    const found = input.name.match(/^stat:(.+):(previous|current|note)$/)
    if (!found) return
    event.preventDefault()
    const data = new FormData()
    for (const [name, value] of [['block', text], ['dong', found[1]], ['cot', found[2]]]) data.set(name, value)
    content.textContent = 'Đang đọc khối…'
    dialog.showModal()
    send(data)
  })

  dialog.addEventListener('submit', event => {
    event.preventDefault()
    // frame.js lets a form be sent once in a while; this one stays on the page.
    delete event.target.dataset.sending
    const data = new FormData(event.target)
    if (event.submitter) data.set(event.submitter.name, event.submitter.value)
    send(data)
  })
  // Another way to read the numbers shows at once what it changes.
  dialog.addEventListener('change', event => {
    if (event.target.name === 'style') event.target.form.requestSubmit(event.target.form.querySelector('[name=xem]'))
  })
  dialog.addEventListener('click', event => {
    if (!event.target.closest('[data-close]')) return
    event.preventDefault()
    dialog.close()
  })
})()
