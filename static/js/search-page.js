// The search page of the frozen site: the field, the list and its messages. search.js answers.
(() => {
  'use strict'

  const PER_PAGE = 10
  const { ROOT, queryOf, ranked, wantedOf, sectionOf, snippetOf } = window.timKiem
  const form = document.querySelector('[data-search]')
  if (!form) return
  const field = form.elements.q
  const results = document.querySelector('[data-search-results]')
  const list = results.querySelector('[data-search-list]')
  const count = document.getElementById('ket-qua-dem')
  const note = results.querySelector('[data-search-note]')
  const more = results.querySelector('[data-search-more]')
  const advice = results.querySelector('[data-search-advice]')
  const title = document.title
  document.querySelector('[data-search-without]').remove()
  let current = null

  function element (name, className, text = '') {
    const made = document.createElement(name)
    if (className) made.className = className
    made.textContent = text
    return made
  }

  function addressOf (path, anchor) {
    const [page, own] = path.slice(1).split('#')
    const place = own || anchor
    return new URL(page.replace(/(^|\/)$/, '$1index.html') + (place ? `#${place}` : ''), ROOT)
  }

  function itemOf (section, wanted) {
    const snippet = snippetOf(section.text, wanted)
    const item = element('li', 'site-result')
    const heading = element('h3', 'site-result__title')
    const link = element('a', 'govuk-link', section.title)
    link.href = addressOf(section.path, section.label ? '' : snippet.anchor)
    heading.append(link)
    const facts = element('p', 'site-result__facts', section.kind)
    if (section.on) {
      const day = element('time', '', section.on.split('-').reverse().join('/'))
      day.dateTime = section.on
      facts.append(' · ', day)
    }
    if (section.label) facts.append(` · ${section.label}`)
    item.append(heading, facts)
    if (snippet.parts.length) {
      const text = element('p', 'site-result__text')
      for (const [part, hit] of snippet.parts) text.append(hit ? element('mark', '', part) : part)
      item.append(text)
    }
    return item
  }

  async function showMore (asked, focus) {
    const from = list.children.length
    const numbers = asked.order.slice(from, from + PER_PAGE)
    const wanted = await wantedOf(asked.query)
    const items = (await Promise.all(numbers.map(sectionOf))).map(section => itemOf(section, wanted))
    if (current !== asked) return
    list.append(...items)
    more.hidden = list.children.length >= asked.order.length
    if (focus) items[0]?.querySelector('a').focus()
  }

  function showNothing (message) {
    list.replaceChildren()
    more.hidden = note.hidden = true
    advice.hidden = false
    count.textContent = message
  }

  async function search (text) {
    const query = queryOf(text)
    const asked = current = { query, order: [] }
    document.title = text ? `${text} – ${title}` : title
    results.hidden = !text
    if (!text) return
    if (!query.words.length) return showNothing(`Không tìm thấy “${text}”`)
    count.textContent = 'Đang tìm…'
    try {
      const { order, partial } = await ranked(query)
      if (current !== asked) return
      asked.order = order
      list.replaceChildren()
      await showMore(asked, false)
      if (current !== asked) return
      note.hidden = !partial
      advice.hidden = order.length > 0
      count.textContent = order.length
        ? `${order.length} trang ${partial ? 'gần nhất với' : 'có'} “${text}”`
        : `Không tìm thấy “${text}”`
    } catch {
      if (current === asked) showNothing('Chưa tải được chỉ mục tìm kiếm. Hãy kiểm tra kết nối rồi thử lại.')
    }
  }

  function fromAddress () {
    const hash = new URLSearchParams(location.hash.slice(1))
    const text = (hash.get('q') ?? new URLSearchParams(location.search).get('q') ?? '').trim()
    if (text || hash.has('q')) field.value = text
    search(text)
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    const hash = `#${new URLSearchParams({ q: field.value.trim() })}`
    if (location.hash === hash) fromAddress()
    else location.hash = hash
  })
  more.querySelector('button').addEventListener('click', () => showMore(current, true))
  window.addEventListener('hashchange', fromAddress)
  fromAddress()
})()
