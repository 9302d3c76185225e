// A narrative answer with formatting: an editor over its textarea, which stays the field that is
// saved. It opens by a button, by a paste that has formatting, or where the answer has some. What
// is pasted is cleaned by the server before it is shown. No key is taken from whoever types, and
// nothing is saved in the middle of a composed letter.
import { toolsOf } from './rich-text-tools.js'

(() => {
  const area = document.querySelector('textarea[data-rich]')
  if (!area || !document.execCommand) return
  const form = area.form
  const group = area.parentElement
  const editor = group.querySelector('[data-rich-editor]')
  const text = group.querySelector('[data-rich-text]')
  const notes = group.querySelector('[data-rich-notes]')
  const opener = group.querySelector('[data-rich-on]')
  const label = group.querySelector('label')
  const FORMATTED = /<(b|strong|i|em|u|s|del|ul|ol|table|img|sub|sup|h[1-6])[\s>]|font-weight|font-style|mso-list|mso-footnote|mso-comment|v:shape/i
  const DASHED = /^\s*[-–+*•]\s+/
  let changed = false

  const isOpen = () => !editor.hidden

  const carry = () => {
    area.value = text.innerHTML
    const kind = group.querySelector('input[name=value]') || document.createElement('input')
    Object.assign(kind, { type: 'hidden', name: 'value', value: 'html' })
    area.after(kind)
  }

  const sync = () => {
    carry()
    changed = true
    area.dispatchEvent(new Event('input', { bubbles: true }))
  }

  // Plain lines as the paragraphs and lists they are shown as.
  const asBlocks = lines => {
    const parts = []
    for (const line of lines.split('\n')) {
      if (!line.trim()) continue
      const item = DASHED.test(line)
      const last = parts[parts.length - 1]
      const element = document.createElement(item ? 'li' : 'p')
      element.textContent = item ? line.replace(DASHED, '') : line.trim()
      if (item && last && last.tagName === 'UL') last.append(element)
      else if (item) {
        const list = document.createElement('ul')
        list.append(element)
        parts.push(list)
      } else parts.push(element)
    }
    return parts
  }

  const put = place => {
    const range = document.createRange()
    range.selectNodeContents(place)
    range.collapse(false)
    const selection = window.getSelection()
    selection.removeAllRanges()
    selection.addRange(range)
  }

  const open = () => {
    editor.hidden = false
    area.hidden = true
    opener.hidden = true
    for (const hint of group.querySelectorAll('[data-rich-off]')) hint.hidden = true
    text.contentEditable = 'true'
    text.setAttribute('role', 'textbox')
    text.setAttribute('aria-multiline', 'true')
    text.setAttribute('aria-describedby', area.getAttribute('aria-describedby'))
    label.id = `${area.id}-ten`
    text.setAttribute('aria-labelledby', label.id)
    label.addEventListener('click', () => text.focus())
    document.execCommand('defaultParagraphSeparator', false, 'p')
    document.execCommand('styleWithCSS', false, false)
  }

  // From plain text to the editor, the caret where it was.
  const openPlain = () => {
    const at = area.selectionEnd
    const before = asBlocks(area.value.slice(0, at))
    const after = asBlocks(area.value.slice(at))
    text.replaceChildren(...before, ...after)
    if (!text.firstChild) text.append(document.createElement('p'))
    if (!text.textContent) text.firstChild.append(document.createElement('br'))
    open()
    text.focus()
    put(before.length ? before[before.length - 1] : text.firstChild)
  }

  const say = (lines, lead = '') => {
    notes.replaceChildren()
    if (!lines.length) return
    const before = document.createElement('p')
    before.className = 'govuk-body app-rich__lead'
    before.textContent = lead
    if (lead) notes.append(before)
    const list = document.createElement('ul')
    list.className = 'govuk-list govuk-list--bullet'
    for (const line of lines) {
      const item = document.createElement('li')
      item.textContent = line
      list.append(item)
    }
    notes.append(list)
  }

  text.addEventListener('input', event => {
    event.stopPropagation()
    if (!event.isComposing) sync()
  })
  text.addEventListener('compositionend', sync)
  text.addEventListener('focusout', () => {
    if (!changed) return
    changed = false
    area.dispatchEvent(new Event('change', { bubbles: true }))
  })

  // Only what lies between Word's marks; its style sheet does not travel.
  const fragment = html => {
    const found = html.match(/<!--\s*StartFragment\s*-->([\s\S]*)<!--\s*EndFragment\s*-->([\s\S]*)/i)
    return found ? found[1] + (/mso-element:\s*(footnote|comment)-list/i.test(found[2]) ? found[2] : '') : html
  }

  const clean = async html => {
    const body = new FormData()
    body.append('csrf_token', form.querySelector('[name=csrf_token]').value)
    body.append('html', fragment(html))
    const answer = await fetch(area.dataset.rich, { method: 'POST', body, credentials: 'same-origin' })
    const kind = answer.headers.get('Content-Type') || ''
    if (!kind.includes('json')) throw new Error(String(answer.status))
    return { ok: answer.ok, ...await answer.json() }
  }

  // The part of the text, directly in it, in which the caret stands.
  const blockAt = () => {
    let node = window.getSelection().anchorNode
    while (node && node.parentNode !== text) node = node.parentNode
    return node || text.lastChild
  }

  // After the block of the caret; an empty block gives way.
  const insertAfter = html => {
    const at = blockAt()
    const made = document.createRange().createContextualFragment(html)
    const last = made.lastChild
    if (!at) text.append(made)
    else at.after(made)
    if (at && !at.textContent.trim() && !(at.querySelector && at.querySelector('table'))) at.remove()
    return last
  }

  // As if it were typed, so that Ctrl+Z takes it back; Chromium takes some tables apart, though.
  const insert = html => {
    const cells = text.querySelectorAll('td, th').length
    const wanted = (html.match(/<t[dh][\s>]/g) || []).length
    document.execCommand('insertHTML', false, html)
    const whole = [...text.querySelectorAll('td, th')].filter(cell => cell.closest('table'))
    if (whole.length === cells + wanted) return
    document.execCommand('undo')
    put(insertAfter(html))
  }

  const insertPlain = words => document.execCommand('insertText', false, words)

  const paste = async event => {
    const html = event.clipboardData.getData('text/html')
    const words = event.clipboardData.getData('text/plain')
    if (!html) {
      if (!words && event.clipboardData.files.length) {
        event.preventDefault()
        say(['Hình ảnh, tệp không dán được vào đây: hãy đưa vào phần Tài liệu minh chứng.'])
      }
      return
    }
    if (!isOpen() && !FORMATTED.test(html)) return
    event.preventDefault()
    const range = isOpen() && window.getSelection().rangeCount
      ? window.getSelection().getRangeAt(0).cloneRange()
      : null
    let found
    try {
      found = await clean(html)
    } catch {
      insertPlain(words)
      say(['Chưa liên lạc được với cổng nên chỉ dán được chữ, không giữ định dạng, hình ảnh.'])
      return
    }
    if (!found.ok) {
      say([found.message])
      return
    }
    if (!isOpen() && !found.rich) {
      insertPlain(found.text)
      say(found.notes)
      return
    }
    if (!isOpen()) openPlain()
    else if (range) {
      text.focus()
      window.getSelection().removeAllRanges()
      window.getSelection().addRange(range)
    }
    insert(found.html)
    sync()
    say(found.notes, 'Đã dán và giữ định dạng, trừ những điểm sau:')
  }
  area.addEventListener('paste', paste)
  text.addEventListener('paste', paste)
  text.addEventListener('drop', event => {
    event.preventDefault()
    say(['Ở đây không kéo thả được: hãy sao chép (Ctrl+C) rồi dán (Ctrl+V).'])
  })

  const tools = toolsOf({ text, put, insertAfter, sync, say })

  const show = () => {
    if (!isOpen()) return
    editor.querySelectorAll('[aria-pressed]').forEach(tool => {
      tool.setAttribute('aria-pressed', String(document.queryCommandState(tool.dataset.command)))
    })
  }
  document.addEventListener('selectionchange', show)

  editor.addEventListener('mousedown', event => {
    // the selection stays in the text
    if (event.target.closest('[data-command]')) event.preventDefault()
  })
  editor.addEventListener('click', event => {
    const tool = event.target.closest('[data-command]')
    if (!tool) return
    say([])
    if (!text.contains(window.getSelection().anchorNode)) {
      text.focus()
      put(text.lastElementChild || text)
    }
    const { command } = tool.dataset
    tools.use(command)
    text.focus()
    show()
  })
  opener.addEventListener('click', openPlain)

  // What an earlier tab could not send: from this editor, or as plain text.
  area.addEventListener('field:restored', event => {
    const [words, kind] = event.detail.texts
    if (kind !== 'html' && !isOpen()) return
    // parsed apart from the page; neither scripts nor handlers run in it, here or there
    const page = new DOMParser().parseFromString(kind === 'html' ? words : '', 'text/html')
    text.replaceChildren(...(kind === 'html' ? page.body.childNodes : asBlocks(words)))
    if (!isOpen()) open()
    carry()
  })

  if (text.firstChild) open()
  else opener.hidden = false
})()
