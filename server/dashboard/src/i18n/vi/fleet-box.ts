/**
 * Words of one box — lời của lệnh và dữ liệu SIM ở trang cụm loa.
 *
 * What an order does, and what a month of its SIM will come to; effects, never the mechanism.
 */
export const fleetBox = {
  data: {
    title: 'Dữ liệu SIM tháng này',
    used: 'Đã dùng {{used}}',
    usedOf: 'Đã dùng {{used}} trong {{budget}} của gói',
    asOf: 'theo cụm báo {{age}}',
    forecast: 'Cứ như vậy, cả tháng hết khoảng {{size}}.',
    young: 'Mới đầu tháng, chưa đoán được cả tháng.',
    lasts: 'Đủ dùng đến hết tháng.',
    free: 'Cụm này chưa ghi gói cước, nên không biết lúc nào hết.',
    short:
      'Gói sẽ hết trước cuối tháng. Khi gần hết, cụm chỉ tải những gì sắp phát; tin khẩn vẫn tải. Nên nạp thêm hoặc đổi gói.',
    over: 'Đã hết gói tháng này: chỉ tin khẩn còn được tải, bản tin mới có thể không phát. Hãy nạp thêm dung lượng.',
    notYet:
      'Tháng này cụm chưa báo lần nào (lần cuối {{age}}), nên chưa biết đã dùng bao nhiêu. Khi có mạng lại, cụm tự báo.',
    noTime:
      'Đồng hồ của cụm chưa đúng nên chưa biết đang là tháng nào, chưa tính được đã dùng bao nhiêu.',
    planSet: 'Đặt {{when}}{{by}}: {{mb}} MB mỗi tháng, tính từ ngày {{day}}.',
    planFile: 'Gói theo tệp cấu hình của hộp; cơ quan chưa đặt gì từ xa.',
    planOld: 'Chưa đặt gói từ xa được: hộp cần bản phần mềm mới.',
    planMb: 'Gói của SIM, MB mỗi tháng',
    planMbNote: 'Từ {{min}} đến {{max}} MB. Hết gói, hộp chỉ còn tải tin khẩn.',
    planDay: 'Tháng của gói bắt đầu ngày',
    planDayNote: 'Ngày nhà mạng làm mới gói, từ 1 đến 28.',
    planVerb: 'Đặt gói',
    planAsFile: 'Theo cấu hình của hộp',
  },
  dataMany: {
    verb: 'Đặt gói SIM',
    title: 'Đặt gói SIM cho các cụm đang liệt kê',
    which: 'Chỉ những cụm đang có gói',
    any: 'Bất kỳ gói nào',
    file: 'Theo cấu hình của hộp ({{n}} cụm)',
    plan: '{{mb}} MB, tính từ ngày {{day}} ({{n}} cụm)',
    reached: 'Gửi tới {{n}} cụm đang có liên lạc.',
    away: '{{n}} cụm đang mất liên lạc không nhận được: mở lại trang này khi có mạng.',
    old: '{{n}} cụm cần bản phần mềm mới, không đổi được từ xa.',
    expiry: 'Lệnh có chữ ký, tới muộn quá 2 phút thì hộp không làm. Mỗi cụm trả lời riêng.',
    done: '{{done}} trong {{all}} cụm đã báo có gói này',
    waiting: 'đã gửi, chờ cụm báo lại (thường trong hai phút)',
  },
  command: {
    title: 'Điều khiển',
    stop: 'Dừng phát ngay',
    stopTitle: 'Dừng phát ở cụm loa này?',
    stopBody:
      'Cụm loa im ngay và bỏ phần còn lại của bản tin đang phát. Các lượt sau vẫn theo lịch.',
    stopSent: 'Đã gửi lệnh dừng có chữ ký.',
    report: 'Hỏi tình trạng',
    'test-chime': 'Thử chuông',
    'network-test': 'Đo mạng',
    'check-files': 'Kiểm tệp',
    'set-volume': 'Đặt âm lượng',
    volumeLabel: 'Âm lượng, so với mức được phép',
    volumeAll: '100% (đủ mức)',
    volumeNow:
      'Hộp đang giảm còn {{percent}}% mức được phép, đặt {{when}}{{by}}. Tin khẩn cấp vẫn phát đủ mức.',
    'set-data': 'Đặt gói dữ liệu',
    'collect-log': 'Lấy nhật ký',
    takeLog: 'Tải nhật ký về máy',
    'fetch-plan': 'Tải lại kế hoạch',
    'restart-agent': 'Khởi động lại phần mềm',
    'restart-box': 'Khởi động lại hộp',
    'learn-level': 'Học lại tiếng loa',
    learnNote:
      'Vừa vặn lại tăng âm, xoay loa hay dời micro? Hộp sẽ quên mức to cũ và học lại từ ba lượt phát tới.',
    restartTitle: 'Khởi động lại cả hộp?',
    restartBody:
      'Hộp mất kết nối một đến vài phút rồi tự trở lại; kế hoạch, tệp và nhật ký còn nguyên. Hộp từ chối khi đang phát hoặc sắp phát, và chỉ làm ba lần một ngày.',
    sent: 'Đã gửi lệnh. Kết quả hiện ở trang này khi cụm loa trả lời.',
    recent: 'Các lệnh gần đây',
    state: {
      sent: 'Đã gửi',
      taken: 'Đang làm',
      done: 'Xong',
      refused: 'Bị từ chối',
      lost: 'Không trả lời',
    },
    offlineNote: 'Cụm loa đang mất kết nối: lệnh chỉ tới khi có mạng lại.',
    revoke: 'Thu hồi cụm loa',
    revokeTitle: 'Thu hồi cụm loa này?',
    revokeBody:
      'Cụm loa mất quyền kết nối và không nhận kế hoạch nữa. Muốn dùng lại phải đăng ký lại.',
    revoked: 'Đã thu hồi cụm loa.',
    install: 'Lắp đặt',
  },
};
