// What waits, in plain words: for the line of the form and for the panel of any page.
import * as unsent from './unsent.js'

export const counted = list => {
  const cells = list.every(entry => /^(stat:|cutoff$|numbers$)/.test(entry.code))
  return `${list.length} ${cells ? 'ô' : 'chỗ'}`
}

// The portal's time, whatever the computer is set to.
const ZONE = { timeZone: 'Asia/Ho_Chi_Minh' }

export const clock = at => new Date(at).toLocaleTimeString('vi-VN', { ...ZONE, hour: '2-digit', minute: '2-digit' })

export const day = at => new Date(at).toLocaleDateString('vi-VN', { ...ZONE, day: '2-digit', month: '2-digit', year: 'numeric' })

const KEPT = 'đang giữ trên máy này'
const LOST = 'máy này không giữ hộ được nên đừng đóng trang'

export const troubleWords = () => {
  const list = unsent.waiting()
  if (!unsent.trouble || !list.length) return ''
  const some = `${counted(list)} chờ gửi, ${unsent.safe ? KEPT : LOST}`
  return {
    offline: `Mất kết nối: ${some}. Cổng tự gửi khi có mạng.`,
    server: `Cổng chưa trả lời: ${some}. Cổng tự gửi lại sau ít giây.`,
    session: `Phiên làm việc đã hết: ${some}. Hãy đăng nhập lại ở một thẻ khác; cổng tự gửi tiếp.`,
    other: `Trình duyệt đang đăng nhập bằng tài khoản khác: ${some}. Cổng không gửi bằng tài khoản đó; hãy đăng nhập lại bằng tài khoản của anh/chị.`
  }[unsent.trouble]
}
