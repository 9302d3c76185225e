// The search of the frozen site: plain scripts as an index, so that it works from a disk, under
// any sub-path and under a Content-Security-Policy of 'self'. Words, ranking and snippets follow
// portal/site/search/ (words.py, asking.py, snippets.py); a test compares both. What a reader sees of
// it is in search-page.js.
(() => {
  'use strict'

  const SIGNS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_'
  const ROOT = new URL('../../', document.currentScript.src)
  const MOST_WORDS = 12
  const UNIT = 'a'.charCodeAt(0)
  const OWN_PAGE = 'b'.charCodeAt(0)
  const LONGEST_QUERY = 200
  const SNIPPET = 36
  const BEFORE = 8

  // --- words ------------------------------------------------------------------------------

  const WORD = /[\p{L}\p{N}]+|[.;:!?…](?=\s|$)|[\n\t()“”"|]/gu
  const ONLY_WORD = /[\p{L}\p{N}]+/gu
  const Y = { i: 'y', ì: 'ỳ', ỉ: 'ỷ', ĩ: 'ỹ', í: 'ý', ị: 'ỵ' }
  const TONES = []
  for (const [first, second, marks, moves] of [
    ['o', 'a', 'àảãáạ', 'òỏõóọ'], ['o', 'e', 'èẻẽéẹ', 'òỏõóọ'], ['u', 'y', 'ỳỷỹýỵ', 'ùủũúụ']
  ]) {
    for (let at = 0; at < marks.length; at++) TONES.push([first + marks[at], moves[at] + second])
  }

  function spelled (word) {
    let made = word.normalize('NFKC').toLowerCase().normalize('NFC')
    if (!/^[\p{L}\p{N}]/u.test(made)) return '|'
    if (/^\d+$/.test(made)) return made.replace(/^0+/, '').slice(0, 40) || '0'
    made = made.replace(/^(h|k|l|m|s|t|qu)([iìỉĩíị])$/, (_, start, vowel) => start + Y[vowel])
    for (const [old, now] of TONES) made = made.replaceAll(old, now)
    return made.slice(0, 40)
  }

  function folded (word) {
    let bare = ''
    for (const letter of word) bare += letter === 'đ' ? 'd' : String.fromCodePoint(letter.normalize('NFKD').codePointAt(0))
    return bare
  }

  const foldedTerm = term => term.split(' ').map(folded).join(' ')
  const wordsOf = text => (text.normalize('NFC').toLowerCase().match(WORD) || []).map(spelled)
  const asLooked = word => folded(wordsOf(word)[0])

  function queryOf (text) {
    const found = wordsOf(text.slice(0, LONGEST_QUERY))
    for (let at = 1; at < found.length - 3; at++) {
      if (found[at] === 'tháng' && found[at + 2] === 'năm') {
        found.splice(at - 1, 5, found[at - 1], found[at + 1], found[at + 3])
        break
      }
    }
    const kept = found.filter(word => word !== '|').slice(0, MOST_WORDS)
    const pairs = []
    for (let at = 0; at + 1 < found.length; at++) {
      if (kept.includes(found[at]) && kept.includes(found[at + 1])) pairs.push(`${found[at]} ${found[at + 1]}`)
    }
    return {
      words: [...new Set(kept)],
      pairs: [...new Set(pairs)],
      marked: kept.some(word => word !== folded(word))
    }
  }

  // --- the index --------------------------------------------------------------------------

  const waiting = new Map()
  const loaded = new Map()

  const take = kind => (name, content) => waiting.get(`${kind}-${name}`)?.(content)
  window.timKiem = { tu: take('tu'), trang: take('trang'), chung: (count, content) => take('chung')(0, { count, ...content }) }

  function load (kind, name, file) {
    const key = `${kind}-${name}`
    if (!loaded.has(key)) {
      loaded.set(key, new Promise((resolve, reject) => {
        waiting.set(key, resolve)
        const script = document.createElement('script')
        script.src = new URL(`tim-kiem/du-lieu/${file}.js`, ROOT)
        script.onerror = () => { loaded.delete(key); reject(new Error(file)) }
        document.head.append(script)
      }))
    }
    return loaded.get(key)
  }

  const meta = () => load('chung', 0, 'chung')
  const bundle = first => load('trang', first, `trang-${first}`)

  const CRC = Array.from({ length: 256 }, (_, value) => {
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    return value >>> 0
  })

  function shardOf (term, count) {
    let sum = 0xffffffff
    for (const byte of new TextEncoder().encode(term)) sum = (sum >>> 8) ^ CRC[(sum ^ byte) & 255]
    return (~sum >>> 0) & (count - 1)
  }

  async function placesOf (term, count) {
    const bare = foldedTerm(term)
    const number = shardOf(bare, count)
    const shard = await load('tu', number, `tu-${number.toString(16).padStart(3, '0')}`)
    return Object.entries(shard).filter(([one]) => foldedTerm(one) === bare)
  }

  function eachPlace (text, see) {
    let value = 0
    let shift = 0
    let at = 0
    for (const sign of text) {
      const part = SIGNS.indexOf(sign)
      value += (part & 31) * 2 ** shift
      shift += 5
      if (part < 32) {
        at = at - (at & 1) + value
        see(Math.floor(at / 2), at & 1)
        value = shift = 0
      }
    }
  }

  // --- ranking ----------------------------------------------------------------------------

  async function ranked (query) {
    const { count, kinds, years, parts } = await meta()
    const terms = [...query.words, ...query.pairs]
    const found = await Promise.all(terms.map(term => placesOf(term, count)))
    const score = new Int32Array(kinds.length)
    const cover = new Uint8Array(kinds.length)
    terms.forEach((term, index) => {
      const worth = new Uint8Array(kinds.length)
      for (const [spelling, places] of found[index]) {
        const other = query.marked && spelling !== term
        eachPlace(places, (number, head) => {
          worth[number] = Math.max(worth[number], (head ? 8 : 4) / (other ? 4 : 1))
        })
      }
      const pair = index >= query.words.length
      worth.forEach((value, number) => {
        score[number] += value * (pair ? 3 : 1)
        if (value && !pair) cover[number]++
      })
    })
    const rank = number => kinds[number].toLowerCase().charCodeAt(0)
    const highest = () => cover.reduce((one, other) => Math.max(one, other), 0)
    let most = highest()
    if (most < query.words.length) {
      cover.forEach((value, number) => { if (value && rank(number) === OWN_PAGE) cover[number] = 0 })
      most = highest()
    }
    if (!most || most * 2 < query.words.length) return { order: [], partial: false }
    const best = new Map()
    cover.forEach((value, number) => {
      if (value !== most) return
      const page = parts[number] ?? number
      const known = best.get(page)
      if (known === undefined || score[number] > score[known]) best.set(page, number)
    })
    const year = number => SIGNS.indexOf(years[number])
    const order = [...best.values()].sort((a, b) =>
      score[b] - score[a] || rank(a) - rank(b) || year(b) - year(a) || (rank(a) === UNIT ? a - b : b - a))
    return { order, partial: most < query.words.length }
  }

  async function sectionOf (number) {
    const { kinds } = await meta()
    let first = number
    while (kinds[first] === '.' || kinds[first] === kinds[first].toLowerCase()) first--
    const [, path, heads, kind, on, label, text] = (await bundle(first)).find(row => row[0] === number)
    return { path, title: heads.split('|')[0], kind, on, label, text }
  }

  // --- snippets ---------------------------------------------------------------------------

  async function wantedOf (query) {
    const { short } = await meta()
    const asked = new Set(query.words.map(folded))
    const wanted = new Set(asked)
    for (const [brief, whole] of Object.entries(short)) {
      const words = whole.split(' ').map(folded)
      if (words.every(word => asked.has(word))) wanted.add(folded(brief))
      else if (asked.has(folded(brief))) words.forEach(word => wanted.add(word))
    }
    return wanted
  }

  function snippetOf (text, wanted) {
    let best = ['', '']
    let most = -1
    for (const row of text.split('\n')) {
      const cut = row.indexOf('\t')
      const line = row.slice(cut + 1)
      const found = new Set((line.match(ONLY_WORD) || []).map(asLooked).filter(word => wanted.has(word)))
      if (found.size > most) [best, most] = [[row.slice(0, cut), line], found.size]
    }
    return { anchor: best[0], parts: partsOf(best[1], wanted) }
  }

  function partsOf (line, wanted) {
    const spans = [...line.matchAll(ONLY_WORD)].map(one => [one.index, one.index + one[0].length, wanted.has(asLooked(one[0]))])
    if (!spans.length) return line ? [[line, false]] : []
    const first = densest(spans.map(span => span[2]))
    const shown = spans.slice(first, first + SNIPPET)
    const whole = first + SNIPPET >= spans.length
    const end = whole ? line.length : shown[shown.length - 1][1]
    const parts = first ? [['… ', false]] : []
    let start = first ? shown[0][0] : 0
    for (const [from, to, hit] of shown) {
      if (!hit) continue
      if (from > start) parts.push([line.slice(start, from), false])
      parts.push([line.slice(from, to), true])
      start = to
    }
    if (end > start) parts.push([line.slice(start, end), false])
    if (!whole) parts.push([' …', false])
    return parts
  }

  function densest (hits) {
    let best = 0
    let most = 0
    hits.forEach((hit, at) => {
      const count = hit ? hits.slice(at, at + SNIPPET - BEFORE).filter(Boolean).length : 0
      if (count > most) [best, most] = [at, count]
    })
    return Math.max(0, best - BEFORE)
  }

  Object.assign(window.timKiem, { ROOT, queryOf, ranked, wantedOf, sectionOf, snippetOf })
})()
