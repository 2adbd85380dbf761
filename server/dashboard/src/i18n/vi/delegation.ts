/**
 * Words of delegations — lời ở phần uỷ quyền duyệt.
 *
 * For a leader who goes away, and for the person who stands in.
 */
export const delegation = {
  title: 'Uỷ quyền duyệt',
  intro:
    'Khi đi vắng, lãnh đạo có thể giao người khác duyệt bản tin thay mình trong một số ngày. Người soạn bản tin vẫn không được tự duyệt.',
  none: 'Chưa có uỷ quyền nào.',
  noCandidate:
    'Chưa có ai nhận uỷ quyền được: cần một cán bộ hoặc lãnh đạo khác cùng địa bàn. Nhờ quản trị thêm tài khoản.',
  add: 'Uỷ quyền cho người khác',
  to: 'Người duyệt thay',
  from: 'Từ ngày',
  until: 'Đến hết ngày',
  reason: 'Lý do',
  reasonHint: 'Ví dụ: đi họp tỉnh. Lý do được ghi vào nhật ký.',
  reasonShort: 'Viết lý do, ít nhất 3 chữ.',
  daysWrong: 'Chọn ngày từ hôm nay trở đi, ngày cuối không trước ngày đầu.',
  save: 'Uỷ quyền',
  saved: 'Đã uỷ quyền.',
  given: '{{to}} duyệt thay tôi',
  received: 'Tôi duyệt thay {{from}} tại {{area}}',
  days: 'từ {{from}} đến hết {{until}}',
  end: 'Thu lại',
  leave: 'Thôi nhận',
  ended: 'Đã kết thúc uỷ quyền.',
  endAsk: 'Kết thúc uỷ quyền này ngay?',
  endEffect:
    'Từ bây giờ {{to}} không duyệt thay {{from}} được nữa. Những bản tin đã duyệt vẫn giữ nguyên.',
  inPlaceOf: 'Bạn đang duyệt thay {{names}}.',
  state: {
    coming: 'sắp tới',
    'in-force': 'đang hiệu lực',
    over: 'đã hết',
    'taken-back': 'đã kết thúc',
  },
};
