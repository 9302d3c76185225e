// On every page of the workspace: what waits in this browser is sent, and what somebody has to
// decide about although its field is on another page is shown. Signing out leaves nothing behind
// unasked, and what another person typed is neither shown nor sent.
import * as store from './unsent-store.js'
import * as unsent from './unsent.js'
import { counted, troubleWords } from './unsent-words.js'
import { saveFiles } from './draft-file.js'

const panel = document.getElementById('cho-gui')

const start = () => {
  const part = name => panel.querySelector(`[data-unsent="${name}"]`)
  const form = document.querySelector('[data-autosave]')
  const signOut = document.querySelector('.app-user__sign-out')
  const line = document.getElementById('luu')
  let asked = false

  const actions = part('actions')
  const [send, signIn, save] = ['send', 'sign-in', 'save'].map(part)

  const say = (place, text) => {
    if (place.textContent !== text) place.textContent = text
    place.hidden = !text
  }

  // The page with the field decides there; the others are decided here.
  const isElsewhere = entry => !unsent.isOwn(entry) && !(form && form.dataset.duty === entry.duty &&
    form.querySelector(`[data-field="${CSS.escape(entry.code)}"], [name="${CSS.escape(entry.code)}"]`))

  const item = entry => {
    const row = document.createElement('li')
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = entry.page
    link.textContent = entry.label
    const words = document.createElement('p')
    words.textContent = `Anh/chị gõ: “${(entry.said || entry.texts).filter(Boolean).join(' / ').slice(0, 300)}”. `
    const page = new DOMParser().parseFromString(entry.body, 'text/html')
    const told = page.querySelector('.app-grid__error')
    if (entry.held === 'gone') words.append('Cổng không nhận nội dung này nữa: báo cáo đã chuyển hoặc anh/chị không còn quyền sửa. ')
    else if (told) words.append(...told.childNodes)
    for (const text of words.childNodes) {
      // said beside a field, which is not on this page
      if (text.nodeType === 3) text.data = text.data.replace('Trên màn hình là nội dung của anh/chị.', '')
    }
    row.append(link, words)
    if (entry.held !== 'conflict') {
      const button = document.createElement('button')
      Object.assign(button, { type: 'button', className: 'app-link-button', textContent: 'Bỏ nội dung này' })
      button.addEventListener('click', () => {
        unsent.discard(entry)
        show()
      })
      row.append(button)
    }
    for (const button of row.querySelectorAll('[data-keep]')) {
      button.addEventListener('click', () => {
        const { clash, theirs, texts } = entry
        const mine = button.dataset.keep === 'mine'
        // of a row only what both wrote is given up, as on its own page
        if (!mine && clash && theirs) for (const i of clash) texts[i] = theirs[i]
        if (mine || (clash && theirs)) unsent.insist(entry, Number(button.dataset.version))
        else unsent.discard(entry)
        show()
      })
    }
    return row
  }

  const show = () => {
    const elsewhere = unsent.held().filter(isElsewhere)
    const trouble = troubleWords()
    const words = line ? '' : trouble
    say(part('words'), words || (elsewhere.length ? `Chưa lưu ${counted(elsewhere)}, đang giữ trên máy này: hãy chọn giữ hay bỏ.` : ''))
    part('list').replaceChildren(...elsewhere.map(item))
    signIn.hidden = !['session', 'other'].includes(unsent.trouble)
    send.hidden = !trouble
    // Beside the line that says the trouble, where the form has one; else under the list it is about.
    const before = line && trouble ? line : part('list')
    if (actions.previousElementSibling !== before) before.after(actions)
    actions.hidden = asked || !(trouble || elsewhere.length)
    part('leaving').hidden = !asked
    if (line && trouble) document.activeElement.scrollIntoView({ block: 'nearest' })
    panel.hidden = !(words || elsewhere.length || asked || !part('others').hidden)
  }
  document.addEventListener('unsent:changed', event => {
    if (!event.detail.sending) show()
  })

  const all = () => store.entriesOf(unsent.owner)
  send.addEventListener('click', () => unsent.send())
  save.addEventListener('click', () => saveFiles(all()))

  // Nobody signs out of a shared computer leaving work behind that they do not know of.
  const leave = () => {
    asked = true
    unsent.leave()
    unsent.queue.length = 0 // decided: the page is left without another question
    signOut.submit()
  }
  if (signOut) {
    signOut.addEventListener('submit', async event => {
      if (asked || !all().length) return
      event.preventDefault()
      await unsent.send()
      const left = all()
      if (!left.length) return leave()
      asked = true
      say(part('leaving-words'), `Còn ${counted(left)} chưa gửi được, đang giữ trên máy này. Nếu máy dùng chung, hãy tải về tệp trước khi đăng xuất.`)
      show()
      panel.scrollIntoView()
      part('take').focus()
    })
    part('take').addEventListener('click', async () => {
      const left = all()
      await saveFiles(left)
      left.forEach(store.drop)
      leave()
    })
    part('leave').addEventListener('click', leave)
    part('stay').addEventListener('click', () => {
      asked = false
      delete signOut.dataset.sending
      show()
    })
  }

  const others = store.countOfOthers(unsent.owner)
  const told = sessionStorage.getItem('cchc-da-bao')
  if (others && told !== unsent.owner) {
    sessionStorage.setItem('cchc-da-bao', unsent.owner)
    say(part('others'), 'Trên máy này còn nội dung chưa gửi của tài khoản khác. Cổng không cho xem và không gửi bằng tài khoản của anh/chị; người đó đăng nhập lại trên máy này thì cổng gửi tiếp.')
    show()
  }
  unsent.takenOver.then(() => setTimeout(unsent.send))
}

if (panel) start()
