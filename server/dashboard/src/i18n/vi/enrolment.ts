/**
 * Words of enrolment — lời ở phần mã đăng ký cụm loa.
 *
 * For a technician who takes codes along to the poles.
 */
export const enrolment = {
  get: 'Lấy mã đăng ký',
  of: 'Mã đăng ký cho {{name}}',
  body: 'Gõ lệnh này vào thiết bị tại chỗ, hoặc quét hình để lấy cả dòng. Mã dùng một lần, hết hạn lúc {{time}}, và chỉ hiện bây giờ.',
  picture: 'Hình để quét: lệnh đăng ký của {{name}}',
  line: 'Lệnh gõ tại cụm',
  copy: 'Chép cả lệnh',
  copied: 'Đã chép',
  many: 'Lấy mã cho nhiều cụm',
  lasts: 'Mã dùng được trong',
  days: '{{n}} ngày',
  open: 'Đang có một mã chưa dùng, hết hạn lúc {{time}}. Mất tờ giấy ghi mã thì thu lại.',
  withdraw: 'Thu lại mã',
  withdrawOf: 'Thu lại mã đăng ký của {{name}}?',
  withdrawBody: 'Mã đã đưa ra không dùng được nữa. Khi đi lắp thì lấy mã khác.',
  withdrawn: 'Đã thu lại mã.',
  step: {
    connect: 'Cắm điện, cắm mạng cho thiết bị.',
    type: 'Gõ lệnh ở trên vào thiết bị, hoặc quét hình bằng điện thoại rồi dán.',
    wait: 'Thiết bị trả lời đã đăng ký là xong, cụm loa tự nhận lịch.',
    look: 'Mở trang cụm loa trên điện thoại, chờ đèn liên lạc xanh.',
  },
  sheet: {
    title: 'In mã đăng ký',
    intro:
      'Cho những cụm loa đã khai báo mà chưa lắp. Mỗi cụm một ô: tên, nơi đặt, mã và hình để quét.',
    area: 'Ở địa bàn (bỏ trống là mọi nơi)',
    boxes: 'Chọn cụm loa',
    find: 'Tìm cụm loa',
    noneFound: 'Không có cụm loa nào khớp.',
    none: 'Không còn cụm loa nào chờ lắp',
    noneBody: 'Cụm đã khai báo mà chưa đăng ký sẽ hiện ở đây.',
    choice: '{{name}}, {{area}}',
    first: 'Chọn {{n}} cụm đầu',
    clear: 'Bỏ chọn hết',
    warn: 'Mã chỉ hiện ở trang này và mỗi mã dùng một lần. Cất kỹ tờ giấy như giữ chìa khoá; mất thì thu lại mã ở trang cụm loa.',
    make: 'Lấy mã cho {{n}} cụm',
    most: 'Mỗi lần nhiều nhất {{n}} cụm.',
    made: 'Đã có {{n}} mã. Rời trang này thì không xem lại được, phải lấy mã khác.',
    rest: 'Còn {{n}} cụm chưa có mã.',
    goOn: 'Lấy tiếp',
    print: 'In',
    again: 'Chọn cụm khác',
    expires: 'Hết hạn lúc {{time}}',
    noPlace: 'chưa có toạ độ',
    at: '{{lat}}, {{lng}}',
  },
};
