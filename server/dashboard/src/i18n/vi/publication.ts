/**
 * Words of publications — lời ở phần gửi lịch tới cụm loa.
 *
 * What was sent to the speakers and how far it has come, without numbers of plans.
 */
export const publication = {
  title: 'Gửi lịch tới cụm loa',
  intro:
    'Mỗi thay đổi lịch được gửi tới những cụm nào, cụm nào đã nhận. Thay đổi lớn đi trước ở vài xã rồi mới gửi tiếp.',
  open: 'Đã gửi tới loa',
  none: 'Chưa có thay đổi lịch nào được gửi.',
  noneBody: 'Khi thêm hay sửa một dòng lịch, ở đây sẽ thấy từng cụm đã nhận tới đâu.',
  act: {
    add: 'Thêm lịch',
    edit: 'Sửa lịch',
    'leave-out': 'Bỏ lượt phát',
    cancel: 'Bỏ dòng lịch',
    undo: 'Lùi lại thay đổi',
    'give-up': 'Rút lại thay đổi',
    approve: 'Duyệt bản tin',
    'take-off': 'Gỡ bản tin khỏi loa',
    day: 'Đặt lại loại ngày',
    group: 'Đổi nhóm cụm loa',
    languages: 'Đổi thứ tiếng được nghe',
  },
  by: '{{act}} · {{who}} · {{when}}',
  state: {
    running: 'đang gửi',
    halted: 'đã tự dừng',
    sent: 'đã gửi hết',
    'given-up': 'đã rút lại',
    superseded: 'đã bỏ',
  },
  extent: '{{communes}} xã, {{boxes}} cụm',
  stages: 'đợt {{stage}}/{{stages}}',
  progress: {
    held: 'chờ đợt sau',
    waiting: 'chưa kết nối',
    sent: 'đang nhận',
    stored: 'còn tải',
    ready: 'sẵn sàng',
    refused: 'từ chối',
    troubled: 'có sự cố',
  },
  follow: 'Xem từng cụm',
  sentAt: 'gửi lúc {{when}}',
  arrived: '{{n}}/{{all}} cụm đã nhận',
  haltedTitle: 'Một thay đổi lịch đã tự dừng',
  haltedMany: '{{n}} thay đổi lịch đã tự dừng',
  heldTitle: 'Lịch mới chưa được gửi tới cụm loa',
  heldBody:
    'Dữ liệu máy chủ vừa được khôi phục từ bản cũ hơn lịch mà {{n}} cụm loa đang giữ. Loa vẫn phát theo lịch đang giữ; mọi thay đổi chờ đến khi quản trị viên đối chiếu xong.',
  heldOpen: 'Đối chiếu và mở lại',
  heldAsk: 'Báo quản trị viên mở trang Nhật ký hệ thống để đối chiếu.',
  haltedOpen: 'Xem và quyết định',
  steer: 'Quyết định',
  steerBody:
    'Mở trang của vài cụm từ chối để biết vì sao. Nếu lỗi nằm ở các cụm đó thì gửi tiếp; nếu lỗi nằm ở thay đổi thì rút lại.',
  resume: 'Gửi tiếp đợt sau',
  resumeTitle: 'Gửi tiếp dù có cụm lỗi?',
  resumeBody: 'Đợt sau được gửi ngay. Nếu lại có nhiều cụm lỗi, hệ thống sẽ tự dừng lần nữa.',
  resumed: 'Đã gửi tiếp.',
  giveUp: 'Rút lại thay đổi',
  giveUpTitle: 'Rút lại thay đổi này?',
  giveUpBody:
    'Lịch trở về như trước ở mọi cụm, kể cả các cụm đã nhận. Việc này không lùi lại được.',
  gaveUp: 'Đã rút lại.',
  onlyAdmin: 'Chỉ quản trị viên của địa bàn này mới gửi tiếp hoặc rút lại được.',
};
