// Edits that the portal has not acknowledged, kept in this browser until it has: an entry for each
// person, report, tab and field. A closed tab, a reload, a dead line or a restart loses none.
// They are as safe from others as the browser profile is; signing out offers to take them away.
const ROOT = 'cchc-chua-gui'

const keyOf = entry => [ROOT, entry.owner, entry.duty, entry.client, entry.code].join('/')

// A browser may refuse storage, or have no room left: whoever calls says so to the person.
const tried = (work, otherwise) => {
  try {
    return work()
  } catch (error) {
    console.warn(error)
    return otherwise
  }
}

const parsed = text => tried(() => JSON.parse(text), null)

const all = () => tried(() => Object.keys(localStorage)
  .filter(key => key.startsWith(`${ROOT}/`))
  .map(key => parsed(localStorage.getItem(key)))
  .filter(entry => entry && entry.owner && entry.code), [])

// Whether the entry now survives the page.
export const keep = entry => tried(() => {
  localStorage.setItem(keyOf(entry), JSON.stringify({ ...entry, held: '', due: true, body: '' }))
  return true
}, false)

// Forget an entry, unless its tab has written something newer since.
export const drop = entry => tried(() => {
  const kept = parsed(localStorage.getItem(keyOf(entry)))
  if (kept && kept.sequence <= entry.sequence) localStorage.removeItem(keyOf(entry))
})

export const entriesOf = owner => all()
  .filter(entry => entry.owner === owner)
  .sort((one, other) => one.at - other.at)

export const countOfOthers = owner => all().filter(entry => entry.owner !== owner).length

// The tabs that are open answer for themselves; entries of the others are taken over. A tab that
// sleeps may be taken for closed: sending an edit twice does no harm, the server knows it again.
const channel = 'BroadcastChannel' in window ? new BroadcastChannel(ROOT) : null

export const answerFor = client => {
  if (!channel) return
  channel.addEventListener('message', event => {
    if (event.data.ask) channel.postMessage({ here: client })
  })
}

export const openTabs = () => new Promise(resolve => {
  const found = new Set()
  if (!channel) return resolve(found)
  const listen = event => { if (event.data.here) found.add(event.data.here) }
  channel.addEventListener('message', listen)
  channel.postMessage({ ask: true })
  setTimeout(() => {
    channel.removeEventListener('message', listen)
    resolve(found)
  }, 250)
})
