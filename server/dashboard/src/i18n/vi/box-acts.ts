/**
 * Words of acts about boxes — lời của nhật ký về cụm loa.
 *
 * What somebody did with a box, or what it did itself, before its name.
 */
export const boxActs = {
  register: 'khai báo cụm loa',
  'enrolment-code': 'lấy mã đăng ký',
  'code-withdrawn': 'thu lại mã đăng ký của',
  enrol: 'đăng ký cụm loa',
  revoke: 'thu hồi cụm loa',
  stop: 'ra lệnh dừng phát',
  report: 'hỏi tình trạng',
  'fetch-plan': 'cho tải lại kế hoạch',
  'test-chime': 'cho phát chuông thử',
  'network-test': 'cho đo mạng',
  'check-files': 'cho kiểm lại tệp âm thanh',
  'set-volume': 'chỉnh âm lượng của',
  'set-data': 'đặt gói dữ liệu cho',
  'collect-log': 'lấy nhật ký của',
  'log-taken': 'tải về nhật ký của',
  'restart-agent': 'cho khởi động lại phần mềm',
  'restart-box': 'cho khởi động lại hộp',
  'learn-level': 'cho học lại tiếng loa của',
  'place-kind': 'đổi nơi đặt của',
  'place-kind-ask': 'đề nghị đổi nơi đặt của',
  'place-kind-approve': 'đồng ý đổi nơi đặt của',
  'place-kind-refuse': 'không đồng ý đổi nơi đặt của',
  'place-kind-cancel': 'bỏ đề nghị đổi nơi đặt của',
  'photo-add': 'thêm ảnh của',
  'photo-change': 'sửa ghi chú ảnh của',
  'photo-remove': 'xoá ảnh của',
  'clone-suspected': 'nghi có thiết bị giả',
  ahead: 'giữ kế hoạch mới hơn máy chủ',
  equivocation: 'nhận hai bản cùng một số',
  'root-cut-off': 'phải đăng ký lại để nhận khoá mới',
};
