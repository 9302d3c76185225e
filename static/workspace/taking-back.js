// Typed and taken back: nothing is left to save, and no request will say so. What the cell showed
// before it was typed in is shown again. A refused text that is back comes without an event that
// says it changed: it is sent again, so that its refusal is told again.
import { same } from './autosave-parts.js'
import * as unsent from './unsent.js'

// Returns what is called when a field of the form is sent: what was found in it is then old.
export const watchTakingBack = (form, { touched, codeOf, valuesOf, tell, leaveField }) => {
  const { duty } = form.dataset
  const signs = {} // field code → what was last told of it before it was typed in
  let entered = [] // the values of the field that has the focus, as they were found

  form.addEventListener('field:state', ({ target, detail }) => {
    if (detail.state !== 'changed') signs[codeOf(target)] = detail.state
  })
  form.addEventListener('focusin', ({ target }) => {
    entered = target.name && !touched.has(codeOf(target)) ? valuesOf(target) : []
  })
  form.addEventListener('focusout', ({ target }) => {
    if (!target.name) return
    const code = codeOf(target)
    if (!same(entered, valuesOf(target))) {
      if (unsent.isBeingTyped(duty, code)) leaveField(target)
      return
    }
    unsent.forget(duty, code)
    if (touched.delete(code)) tell(target, signs[code] || '')
  })
  return () => { entered = [] }
}
