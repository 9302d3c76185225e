// The draft of a report as a file on this computer: what the portal has, and over it what it has
// not got yet. Without a line the file holds what this browser has: the page and what waits.
// Without this script the link fetches the portal's part alone.
import * as store from './unsent-store.js'
import * as unsent from './unsent.js'

const download = (name, content) => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1)], { type: 'application/json' }))
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000)
}

const fetched = async about => {
  try {
    const answer = await fetch(about.tep, { credentials: 'same-origin', redirect: 'manual' })
    if (answer.ok) return await answer.json()
  } catch (error) {
    console.warn(error) // no line: the file says what it does not hold
  }
  return { ...about, luc: new Date().toISOString(), thieu: 'Tệp chỉ có nội dung chưa gửi, vì lúc tải không có kết nối.', o: [] }
}

// One file for each report; what waits replaces what the portal has of the same field.
export const saveFiles = async entries => {
  const duties = new Map()
  for (const entry of entries) duties.set(entry.duty, [...(duties.get(entry.duty) || []), entry])
  for (const own of duties.values()) {
    const content = await fetched(own[own.length - 1].about)
    const fields = new Map(content.o.map(field => [field.ma, field]))
    for (const { code, label, texts, version } of own) {
      fields.set(code, { ma: code, ten: label, gia_tri: texts, phien_ban: version, chua_gui: true })
    }
    content.o = [...fields.values()]
    download(content.ten_tep, content)
  }
}

for (const link of document.querySelectorAll('[data-draft-file]')) {
  link.addEventListener('click', event => {
    const entries = store.entriesOf(unsent.owner).filter(entry => entry.duty === link.dataset.draftFile)
    if (!entries.length) return
    event.preventDefault()
    saveFiles(entries)
  })
}
