// A form whose answer is a file (data-then: the page to open afterwards): the file is saved, then
// that page shows what the sending changed. Without script the browser saves the file and the
// page stays as it was.
const nameOf = answer => {
  const said = answer.headers.get('Content-Disposition') || ''
  const found = /^attachment;.*filename="?([^";]+)/.exec(said)
  return found && found[1]
}

const save = (blob, name) => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}

const send = async form => {
  const answer = await fetch(form.action, {
    method: 'post', body: new URLSearchParams(new FormData(form)), redirect: 'manual'
  })
  const name = answer.ok && nameOf(answer)
  // errors, or a session that ended: nothing was done, the browser sends it and shows the page
  if (!name) return form.submit()
  save(await answer.blob(), name)
  // a browser may still be fetching the file from this page
  setTimeout(() => location.replace(form.dataset.then), 500)
}

document.querySelectorAll('form[data-then]').forEach(form => {
  form.addEventListener('submit', event => {
    if (!navigator.onLine) return
    event.preventDefault()
    if (form.dataset.sending) return
    form.dataset.sending = 'true'
    // whether the portal got it is not known: the page behind says
    send(form).catch(() => location.replace(form.dataset.then))
  })
})
