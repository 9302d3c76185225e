// The workspace: GOV.UK behaviour on every fragment, and a word when a request fails.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios,
  SkipLink, Tabs, createAll
} from '../vendor/govuk-frontend.min.js'

const parts = [
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios,
  SkipLink, Tabs
]
const start = scope => parts.forEach(part => createAll(part, {}, scope))

const trouble = document.getElementById('su-co')
const say = kind => {
  if (!trouble) return
  trouble.textContent = trouble.dataset[kind]
  trouble.hidden = false
}

const signInPath = '/tai-khoan/dang-nhap'
const signedOut = xhr => Boolean(xhr.responseURL) &&
  new URL(xhr.responseURL).pathname.endsWith(signInPath) && !location.pathname.endsWith(signInPath)

start(document)
document.body.addEventListener('htmx:afterSwap', event => {
  if (event.detail.elt !== document.body) start(event.detail.elt)
})
// A redirect to the sign-in page must not be swapped over what the person typed.
document.body.addEventListener('htmx:beforeSwap', event => {
  if (!signedOut(event.detail.xhr)) return
  event.detail.shouldSwap = false
  say('session')
})
document.body.addEventListener('htmx:sendError', () => say('offline'))
document.body.addEventListener('htmx:timeout', () => say('offline'))
document.body.addEventListener('htmx:responseError', event => {
  say([400, 401, 403].includes(event.detail.xhr.status) ? 'session' : 'error')
})
document.body.addEventListener('htmx:afterRequest', event => {
  if (event.detail.successful && trouble && !signedOut(event.detail.xhr)) trouble.hidden = true
})

// Without a line a form would be lost on the browser's own page of errors.
document.addEventListener('submit', event => {
  if (event.defaultPrevented || navigator.onLine || event.target.method !== 'post') return
  event.preventDefault()
  say('offline')
})

// A second click on “send” while the first is under way sends nothing.
document.addEventListener('submit', event => {
  const form = event.target
  if (event.defaultPrevented || form.dataset.again !== undefined) return
  if (form.dataset.sending) event.preventDefault()
  form.dataset.sending = 'true'
  setTimeout(() => delete form.dataset.sending, 5000)
})

// A page that answered a form (data-answer: its address, where that can be opened) is left with
// another one: “Back” then opens the address, it does not offer to send the refused form again.
document.addEventListener('submit', event => {
  const answer = document.body.dataset.answer
  if (event.defaultPrevented || answer === undefined) return
  const before = document.referrer.startsWith(`${location.origin}/`) && document.referrer
  const address = answer || before
  if (address) history.replaceState(null, '', address)
})
