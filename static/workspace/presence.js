// Who else of the unit is writing in this report: asked for again while the page is looked at,
// and after an autosave. What cannot be asked for is not shown: it would soon be untrue. A plain
// request, since one of htmx that fails would tell the person that typing was not saved.
(() => {
  const place = document.querySelector('[data-presence]')
  if (!place) return
  const [EVERY, SOON] = [30000, 10000] // milliseconds
  let asked = Date.now()

  const read = async () => {
    const answer = await fetch(place.dataset.presence, { credentials: 'same-origin', redirect: 'manual' })
    if (!answer.ok) return null
    return new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-presence]')
  }
  const ask = async () => {
    if (document.hidden) return
    asked = Date.now()
    const found = await read().catch(() => null)
    place.replaceChildren(...(found ? found.childNodes : []))
  }
  const older = than => Date.now() - asked >= than

  setInterval(ask, EVERY)
  document.addEventListener('visibilitychange', () => { if (older(EVERY)) ask() })
  document.addEventListener('unsent:answered', ({ detail }) => {
    if (detail.status === 409 || older(SOON)) ask()
  })
})()
