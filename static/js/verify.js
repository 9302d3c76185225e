// The page /xac-thuc/: hashes a file here, in the reader's browser, and looks its code up in one
// small script. Plain scripts, so that it works from a disk and under a policy of 'self'.
const xacThuc = (() => {
  'use strict'

  const FOLDER = new URL('../../xac-thuc/ma/', document.currentScript.src)
  const ROOT = new URL('../../', document.currentScript.src)
  const STATES = {
    'hieu-luc': ['Còn hiệu lực', 'Đúng bản đang công bố.'],
    'ban-cu': ['Đã có bản mới', 'Đúng là bản từng công bố, nhưng nay đã có phiên bản mới hơn.'],
    'thay-the': ['Đã được thay thế', 'Đúng là bản từng công bố, nay đã được văn bản khác thay thế.'],
    ngung: ['Đã ngừng đăng', 'Đúng là bản từng công bố, nay không còn được đăng.']
  }
  const shards = new Map()

  // --- SHA-256: the browser's own where it has one, which some refuse to files and plain http

  const PRIMES = []
  for (let number = 2; PRIMES.length < 64; number++) {
    if (PRIMES.every(prime => number % prime)) PRIMES.push(number)
  }
  const bits = value => ((value - Math.floor(value)) * 0x100000000) | 0
  const K = PRIMES.map(prime => bits(Math.cbrt(prime)))
  const START = PRIMES.slice(0, 8).map(prime => bits(Math.sqrt(prime)))

  function ownSha256 (bytes) {
    const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6)
    padded.set(bytes)
    padded[bytes.length] = 0x80
    const view = new DataView(padded.buffer)
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000))
    view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0)
    const state = Int32Array.from(START)
    const w = new Int32Array(64)
    const turn = (x, by) => (x >>> by) | (x << (32 - by))
    for (let at = 0; at < padded.length; at += 64) {
      for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i)
      for (let i = 16; i < 64; i++) {
        const low = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3)
        const high = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10)
        w[i] = w[i - 16] + low + w[i - 7] + high
      }
      let [a, b, c, d, e, f, g, h] = state
      for (let i = 0; i < 64; i++) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
        h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0
      }
      for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] += value
    }
    return [...state].map(word => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }

  async function sha256 (bytes) {
    if (!window.crypto || !window.crypto.subtle) return ownSha256(bytes)
    const digest = new Uint8Array(await window.crypto.subtle.digest('SHA-256', bytes))
    return [...digest].map(byte => byte.toString(16).padStart(2, '0')).join('')
  }

  // --- codes --------------------------------------------------------------------------------

  function nhan (name, told) {
    shards.set(name, told)
  }

  function load (name) {
    if (shards.has(name)) return Promise.resolve(shards.get(name))
    return new Promise((resolve, reject) => {
      const script = document.createElement('script')
      script.src = new URL(`${name}.js`, FOLDER).href
      script.onload = () => resolve(shards.get(name))
      script.onerror = () => reject(new Error(`không tải được danh mục (${name}.js)`))
      document.head.append(script)
    })
  }

  async function find (code) {
    const index = await load('muc-luc')
    const name = code.slice(0, index.digits) || '0'
    if (!index.shards.includes(name)) return null
    const row = (await load(name)).find(([sha]) => sha.startsWith(code))
    return row ? row[1] : null
  }

  // What is known of a code: {title, version, on, path, state, page}, or null.
  async function look (code) {
    const told = await find(code)
    if (!told) return null
    if (told[0] !== 'trang') {
      const [, title, version, on, path, state] = told
      return { title, version, on, path, state }
    }
    const shown = told[2] ? await find(told[2]) : null
    const known = { title: '', version: '', on: '', path: told[1], state: 'hieu-luc', page: true }
    return shown ? { ...known, title: shown[1], version: shown[2], on: shown[3], state: shown[5] } : known
  }

  // --- page ---------------------------------------------------------------------------------

  function element (name, text, className) {
    const made = document.createElement(name)
    if (text) made.textContent = text
    if (className) made.className = className
    return made
  }

  function linkTo (path) {
    const link = element('a', path, 'govuk-link')
    link.href = new URL(path.replace(/^\//, '').replace(/(^|\/)$/, '$1index.html'), ROOT).href
    if (!shards.get('muc-luc').frozen) link.href = new URL(path.replace(/^\//, ''), ROOT).href
    return link
  }

  function show (name, code, known, note) {
    const box = element('div', '', 'govuk-inset-text')
    const [state, meaning] = known ? STATES[known.state] : ['Không có trong bản công bố', '']
    const heading = element('h3', '', 'govuk-heading-s')
    heading.append(element('strong', state), name ? `: ${name}` : '')
    box.append(heading)
    if (known) {
      const facts = [known.title && `“${known.title}”`, known.version && `phiên bản ${known.version}`,
        known.on && `đăng ngày ${known.on}`].filter(Boolean).join(', ')
      box.append(element('p', `${known.page ? `${/\.html$/.test(known.path) ? 'Trang' : 'Tệp'} nguyên gốc của cổng. ` : ''}${meaning} ${facts}`.trim()))
      const where = element('p', 'Địa chỉ: ')
      where.append(linkTo(known.path))
      box.append(where)
    } else {
      box.append(element('p', note))
    }
    box.append(element('p', `Mã xác thực: ${code}`, 'app-code'))
    document.getElementById('ket-qua').append(box)
  }

  function unknownFile (file, bytes) {
    const index = shards.get('muc-luc')
    if (/\.html?$/i.test(file.name) || file.type === 'text/html') {
      if (!index.frozen) return 'Trang lưu từ dịch vụ trực tuyến không kiểm tra được: hãy lưu từ trang công bố.'
      const text = new TextDecoder().decode(bytes)
      const own = /<link rel="canonical" href="([^"]+)"/.exec(text)
      return 'Từng chữ của trang đã khác, hoặc trình duyệt đã sửa trang khi lưu (kiểu “Trang web, hoàn chỉnh”). ' +
        'Hãy lưu lại theo kiểu “Trang web, chỉ HTML”.' + (own ? ` Tệp tự ghi là của ${own[1]}.` : '')
    }
    return 'Tệp này không phải tệp cổng đang hoặc từng công bố, hoặc đã bị sửa.'
  }

  async function checkFile (file) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const code = await sha256(bytes)
    const known = await look(code)
    show(file.name, code, known, known ? '' : unknownFile(file, bytes))
  }

  async function checkCode (typed) {
    const code = typed.toLowerCase().replace(/[^0-9a-f]/g, '')
    if (code.length < 16 || code.length > 64 || /[^0-9a-f\s:.-]/i.test(typed)) {
      throw new Error('Mã xác thực gồm 64 chữ số 0–9, a–f; cần nhập ít nhất 16 chữ số đầu.')
    }
    show('', code, await look(code), 'Không có nội dung hoặc tệp nào mang mã này. Mã của báo cáo không nằm ở đây: xem mục “Mã xác thực của báo cáo”.')
  }

  async function run (job) {
    const said = document.getElementById('thong-bao')
    const results = document.getElementById('ket-qua')
    results.replaceChildren()
    said.textContent = 'Đang kiểm tra…'
    try {
      await job()
      said.textContent = 'Đã kiểm tra xong.'
    } catch (error) {
      said.textContent = `Chưa kiểm tra được: ${error.message}`
    }
  }

  const checkFiles = files => run(async () => { for (const file of files) await checkFile(file) })

  const form = document.getElementById('kiem-tra')
  if (form) {
    const typed = document.getElementById('ma')
    const picked = document.getElementById('tep')
    picked.addEventListener('change', () => { if (picked.files.length) checkFiles(picked.files) })
    form.addEventListener('submit', event => {
      event.preventDefault()
      if (typed.value.trim()) run(() => checkCode(typed.value))
      else if (picked.files.length) checkFiles(picked.files)
      else run(() => { throw new Error('hãy chọn tệp hoặc nhập mã.') })
    })
    for (const name of ['dragover', 'drop']) {
      document.addEventListener(name, event => {
        event.preventDefault()
        if (name === 'drop' && event.dataTransfer.files.length) checkFiles(event.dataTransfer.files)
      })
    }
    const asked = /^#ma=([0-9a-f]{16,64})$/.exec(location.hash)
    if (asked) {
      typed.value = asked[1]
      run(() => checkCode(asked[1]))
    }
  }

  return { nhan, sha256, ownSha256 }
})()
