// Sends what waits in the store, one edit after the other in the order in which they were typed.
// Each edit carries its tab, its number there and the version it was typed over, so that it may
// be sent again, by whichever page, as often as it takes. A page hears of it by two events:
// unsent:answered (an edit and its answer), unsent:changed (what waits, what is wrong).
import { merge } from './merging.js'
import * as store from './unsent-store.js'

const person = document.querySelector('[data-owner]')
export const owner = person ? person.dataset.owner : ''
// crypto.randomUUID is missing on plain HTTP inside an office network.
export const client = Array.from(crypto.getRandomValues(new Uint8Array(12)), n => n.toString(36)).join('')
const PATIENCE = 30000
const tokenPlace = '[name=csrf_token]'
const DELAYS = [2000, 4000, 8000, 15000]
const AT_ONCE = 60000 // what a browser sends for a page that is being left

export const queue = []
// offline, server, session (sign in again), other (somebody else is signed in), or ''
export let trouble = ''
export let safe = true // what waits would survive the page
let sequence = 0
let running = false
let failures = 0
let timer = 0
let leaving = false

export const nextSequence = () => {
  sequence += 1
  return sequence
}

export const isOwn = entry => entry.client === client
const sameField = (one, other) => one.duty === other.duty && one.code === other.code
const say = (name, detail) => document.dispatchEvent(new CustomEvent(`unsent:${name}`, { detail }))
const remove = entry => {
  store.drop(entry)
  if (queue.includes(entry)) queue.splice(queue.indexOf(entry), 1)
}

// What was typed in a field of this page; `due` once the person has left the field.
export const put = fields => {
  let entry = queue.find(one => isOwn(one) && sameField(one, fields))
  if (entry) Object.assign(entry, fields, { held: '', body: '', sent: false })
  else {
    entry = { owner, client, held: '', body: '', ...fields }
    // a decision that waits about the same field is made by typing something else
    queue.filter(one => one.held && sameField(one, entry)).forEach(remove)
    queue.push(entry)
  }
  entry.sequence = nextSequence()
  entry.at = Date.now()
  safe = store.keep(entry)
  return entry
}

export const forget = (duty, code) => queue.filter(one => sameField(one, { duty, code })).forEach(remove)
export const discard = remove
export const isBeingTyped = (duty, code) => queue.some(one => isOwn(one) && !one.due && sameField(one, { duty, code }))

// A conflict: one's own text over the version that was shown.
export const insist = (entry, version) => {
  Object.assign(entry, { version, base: entry.theirs, held: '', body: '' })
  store.keep(entry)
  send()
}

const read = async (entry, answer) => {
  const version = answer.headers.get('X-Field-Version')
  if (answer.type === 'opaqueredirect' || [400, 401].includes(answer.status)) return { trouble: 'session' }
  if (answer.status === 200 && version === null) return { trouble: 'offline' } // some other server's page
  if (![200, 403, 404, 409, 422].includes(answer.status)) return { trouble: 'server' }
  const body = await answer.text()
  const row = new DOMParser().parseFromString(body, 'text/html').querySelector('[data-field-value]')
  return {
    status: answer.status,
    body,
    version: Number(version),
    shown: JSON.parse((row ? row.dataset.fieldValue : answer.headers.get('X-Field-Value')) || '[]'),
    kept: answer.headers.has('X-Field-Kept'),
    wrong: answer.headers.has('X-Field-Wrong') ? Number(answer.headers.get('X-Field-Wrong')) : null // which input
  }
}

const bodyOf = entry => {
  const body = new URLSearchParams()
  const { code, version, sequence: number } = entry
  const token = document.querySelector(tokenPlace)
  for (const [name, value] of Object.entries({ code, version, client: entry.client, sequence: number })) body.append(name, value)
  for (const text of entry.texts) body.append('value', text)
  body.append('csrf_token', token ? token.value : '')
  return body
}

const ask = (entry, more) => fetch(entry.post, {
  method: 'POST', body: bodyOf(entry), credentials: 'same-origin', redirect: 'manual',
  headers: { 'HX-Request': 'true' }, ...more
})

const post = async entry => {
  const control = new AbortController()
  const late = setTimeout(() => control.abort(), PATIENCE)
  try {
    return await read(entry, await ask(entry, { signal: control.signal }))
  } catch (error) {
    console.warn(error)
    return { trouble: 'offline' }
  } finally {
    clearTimeout(late)
  }
}

const settle = (entry, number, answer) => {
  const current = entry.sequence === number
  const after = queue.filter(one => one !== entry && one.after === entry.client && sameField(one, entry))
  if (answer.status === 200) {
    for (const one of [entry, ...after]) {
      one.version = answer.version
      if (one.base) one.base = answer.shown
      store.keep(one)
    }
    if (current) remove(entry)
  } else if (after.length || (answer.status === 422 && answer.kept && current)) {
    remove(entry) // somebody typed on over it, or the server keeps what it cannot read
  } else if (current) {
    if (answer.status === 409) {
      const found = merge(entry, answer)
      if (found) say('merged', { entry, before: entry.texts, ...found, ...answer })
      Object.assign(entry, found)
      // two who wrote in different parts of a row: what both wrote is sent over the newer one
      if (found && !found.clash.length) {
        Object.assign(entry, { version: answer.version, base: answer.shown })
        store.keep(entry)
        return
      }
      entry.theirs = answer.shown
    }
    entry.held = { 409: 'conflict', 422: 'invalid' }[answer.status] || 'gone'
    entry.body = answer.body
  }
  say('answered', { entry, current, ...answer })
}

const next = () => queue.find((entry, place) => entry.due && !entry.held &&
  !queue.slice(0, place).some(one => sameField(one, entry)))

export const waiting = () => queue.filter(entry => entry.due && !entry.held)
export const held = () => queue.filter(entry => entry.held)

// After signing in again in another tab the old token is worth nothing; and whoever signed in
// there need not be the person who typed here. The sign-in page is not followed to: it would give
// the browser a session of its own, under which the one that is open elsewhere is refused.
const freshToken = async () => {
  const answer = await fetch(location.href, { credentials: 'same-origin', cache: 'no-store', redirect: 'manual' })
  const page = answer.ok && new DOMParser().parseFromString(await answer.text(), 'text/html')
  const signedIn = page && page.querySelector('[data-owner]')
  if (!signedIn) return 'session'
  if (signedIn.dataset.owner !== owner) return 'other'
  const token = page.querySelector(tokenPlace)
  if (!token) return 'session'
  document.querySelectorAll(tokenPlace).forEach(input => { input.value = token.value })
  document.body.setAttribute('hx-headers', JSON.stringify({ 'X-CSRFToken': token.value }))
  return ''
}

const fail = kind => {
  trouble = kind
  clearTimeout(timer)
  timer = setTimeout(send, DELAYS[Math.min(failures, DELAYS.length - 1)])
  failures += 1
}

export const send = async () => {
  if (running || leaving || !owner) return
  running = true
  clearTimeout(timer)
  const before = trouble
  try {
    if (waiting().length && ['session', 'other'].includes(trouble)) trouble = await freshToken()
    if (['session', 'other'].includes(trouble)) fail(trouble)
    else {
      let asked = false
      for (let entry = next(); entry && !leaving; entry = next()) {
        const number = entry.sequence
        say('changed', { sending: entry })
        const answer = await post(entry)
        if (answer.trouble === 'session' && !asked) {
          asked = true
          answer.trouble = await freshToken()
          if (!answer.trouble) continue
        }
        if (answer.trouble) {
          fail(answer.trouble)
          break
        }
        trouble = ''
        failures = 0
        settle(entry, number, answer)
      }
    }
  } catch (error) {
    console.warn(error)
    fail('offline')
  } finally {
    running = false
  }
  if (!waiting().length && trouble !== 'other') trouble = ''
  say('changed', { recovered: Boolean(before && !trouble) })
}

// Sent as the page was left, with no one there to hear the answer: most likely it arrived.
const markSent = entries => entries.forEach(entry => {
  entry.sent = true
  store.keep(entry)
})

// Nothing more goes out from this page; `whole`: because the page itself is being sent.
export const leave = (whole = false) => {
  leaving = true
  if (whole) markSent(queue.filter(isOwn))
}

// Edits of tabs that are gone: of the same person only, whatever report they belong to.
const takeOver = async () => {
  store.answerFor(client)
  if (!owner || !store.entriesOf(owner).length) return []
  const open = await store.openTabs()
  const found = store.entriesOf(owner).filter(entry => !isOwn(entry) && !open.has(entry.client))
  queue.unshift(...found)
  return found
}
export const takenOver = takeOver()

window.addEventListener('online', () => send())
document.addEventListener('visibilitychange', () => {
  queue.filter(isOwn).forEach(entry => { entry.due = true })
  send()
})
window.addEventListener('pagehide', () => {
  if (leaving || trouble) return
  let room = AT_ONCE
  for (const entry of queue.filter(one => isOwn(one) && !one.held)) {
    room -= bodyOf(entry).toString().length
    // no one is left to hear an answer; the entry stays until the next page has one
    if (room < 0) break
    ask(entry, { keepalive: true }).catch(() => {})
    markSent([entry])
  }
})
// Shown again as it was left, a page would know nothing of what happened since.
window.addEventListener('pageshow', event => { if (event.persisted) location.reload() })
