// The tools of the editor of a narrative: tables, levels of a list, and taking back what they did,
// which the browser does not count.
export const toolsOf = ({ text, put, insertAfter, sync, say }) => {
  const cellAt = () => {
    const node = window.getSelection().anchorNode
    const element = node && (node.nodeType === 1 ? node : node.parentElement)
    const cell = element && element.closest('td, th')
    return cell && text.contains(cell) ? cell : null
  }

  const empty = like => {
    const cell = document.createElement(like.tagName)
    cell.append(document.createElement('br'))
    return cell
  }

  const cells = () => [...text.querySelectorAll('td, th')]
  const undone = []
  const takeBack = () => {
    const last = undone[undone.length - 1]
    if (!last || text.innerHTML !== last.after) return false
    undone.pop()
    text.innerHTML = last.before
    put(cells()[last.at] || text.lastElementChild || text)
    sync()
    return true
  }
  text.addEventListener('keydown', event => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z'
    if (isUndo && takeBack()) event.preventDefault()
  })

  const inList = () => {
    const node = window.getSelection().anchorNode
    const element = node && (node.nodeType === 1 ? node : node.parentElement)
    return element && text.contains(element) && element.closest('li')
  }
  const deeper = command => () => {
    if (!inList()) return say(['Hãy đặt con trỏ vào một dòng của danh sách rồi bấm lại.'])
    document.execCommand(command, false)
    sync()
  }

  const tools = {
    indent: deeper('indent'),
    outdent: deeper('outdent'),
    undo: () => takeBack() || document.execCommand('undo', false),
    table: () => {
      const line = '<tr><td><br></td><td><br></td></tr>'
      const head = '<tr><th><br></th><th><br></th></tr>'
      const after = insertAfter(`<table><tbody>${head}${line}${line}</tbody></table><p><br></p>`)
      put(after.previousSibling.rows[0].cells[0])
      sync()
    },
    row: () => {
      const cell = cellAt()
      if (!cell) return say(['Hãy đặt con trỏ vào một ô của bảng rồi bấm lại.'])
      const row = cell.parentElement
      const line = document.createElement('tr')
      for (let n = 0; n < row.cells.length; n += 1) line.append(empty(document.createElement('td')))
      row.after(line)
      put(line.cells[0])
      sync()
    },
    column: () => {
      const cell = cellAt()
      if (!cell) return say(['Hãy đặt con trỏ vào một ô của bảng rồi bấm lại.'])
      const place = cell.cellIndex
      for (const row of cell.closest('table').rows) {
        const before = row.cells[Math.min(place, row.cells.length - 1)]
        before.after(empty(before))
      }
      sync()
    }
  }

  const use = command => {
    const [before, at] = [text.innerHTML, cells().indexOf(cellAt())]
    if (tools[command]) tools[command]()
    else document.execCommand(command, false)
    const counted = !['table', 'row', 'column'].includes(command)
    if (!counted && text.innerHTML !== before) undone.push({ before, at, after: text.innerHTML })
  }
  return { use }
}
