/**
 * Words of the office — lời ở người dùng và nhật ký hệ thống.
 *
 * For the administrator; still everyday words.
 */
export const office = {
  people: {
    title: 'Người dùng',
    intro:
      'Mỗi người có một vai trò và một địa bàn. Người nghỉ việc thì tắt, không xoá, để nhật ký còn đúng.',
    add: 'Thêm người dùng',
    addTitle: 'Thêm người dùng',
    editTitle: 'Sửa {{name}}',
    edit: 'Sửa {{name}}',
    editShort: 'Sửa',
    search: 'Tìm theo tên',
    fullName: 'Họ tên',
    username: 'Tên đăng nhập',
    usernameHint: 'Chữ thường không dấu, số, dấu chấm; ít nhất 3 ký tự.',
    usernameWrong:
      'Tên đăng nhập chỉ gồm chữ thường không dấu, số, dấu chấm, gạch; từ 3 đến 40 ký tự.',
    role: 'Vai trò',
    area: 'Địa bàn',
    password: 'Mật khẩu',
    passwordHint: 'Ít nhất 12 ký tự; một câu dễ nhớ là tốt nhất.',
    passwordShort: 'Mật khẩu cần ít nhất 12 ký tự.',
    newPassword: 'Mật khẩu mới',
    newPasswordHint: 'Để trống nếu không đổi.',
    nameShort: 'Họ tên cần ít nhất 2 ký tự.',
    areaMissing: 'Hãy chọn địa bàn.',
    added: 'Đã thêm người dùng.',
    changed: 'Đã sửa.',
    active: 'Đang dùng',
    off: 'Đã tắt',
    switchOff: 'Tắt',
    switchOffOf: 'Tắt tài khoản {{name}}',
    switchOn: 'Bật lại',
    switchOnOf: 'Bật lại tài khoản {{name}}',
    offTitle: 'Tắt tài khoản của {{name}}?',
    offBody: 'Người này không đăng nhập được nữa, phiên đang mở cũng dừng. Có thể bật lại sau.',
    offDone: 'Đã tắt tài khoản.',
    onDone: 'Đã bật lại tài khoản.',
    you: 'bạn',
    none: 'Không có người dùng nào khớp.',
  },
  audit: {
    title: 'Nhật ký hệ thống',
    intro: 'Ai đã làm gì, lúc nào. Các dòng nối nhau bằng dấu vân tay số, không thể sửa lén.',
    intact: 'Nhật ký nguyên vẹn: mọi dòng đều nối đúng với dòng trước.',
    broken:
      'Nhật ký KHÔNG nguyên vẹn: có dòng bị sửa hoặc mất. Dừng thay đổi, giữ máy chủ nguyên trạng và báo đơn vị an toàn thông tin.',
    none: 'Chưa có dòng nào.',
    search: 'Tìm người, việc, đối tượng',
    seq: 'Dòng {{n}}',
    more: 'Xem thêm dòng cũ hơn',
    fingerprint: 'Dấu vân tay',
  },
};
