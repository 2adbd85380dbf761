/**
 * Words of the problems — lời của các câu từ chối.
 *
 * Three exhaustive tables over the refusal codes: status, sentence, next step. Everyday words: what
 * happened and what to do, never how the system works inside.
 */
import type { Refusal } from '../../flows/refusals.js';
import { APPROVAL_NEXT, APPROVAL_STATUS, APPROVAL_TITLE } from './problem-words-approvals.js';
import { EMERGENCY_NEXT, EMERGENCY_STATUS, EMERGENCY_TITLE } from './problem-words-emergency.js';
import { EXEMPTION_NEXT, EXEMPTION_STATUS, EXEMPTION_TITLE } from './problem-words-exemptions.js';
import { HAND_NEXT, HAND_STATUS, HAND_TITLE } from './problem-words-hands.js';
import { RECORDING_NEXT, RECORDING_STATUS, RECORDING_TITLE } from './problem-words-recordings.js';
import { RELEASE_NEXT, RELEASE_STATUS, RELEASE_TITLE } from './problem-words-releases.js';
import { SERIES_NEXT, SERIES_STATUS, SERIES_TITLE } from './problem-words-series.js';
import { STATION_NEXT, STATION_STATUS, STATION_TITLE } from './problem-words-stations.js';

type PerRefusal<T> = { readonly [C in Refusal['code']]: T };
type Words = { readonly vi: string; readonly en: string };
const words = (vi: string, en: string): Words => ({ vi, en });

export const STATUS: PerRefusal<number> = {
  ...APPROVAL_STATUS,
  ...EMERGENCY_STATUS,
  ...EXEMPTION_STATUS,
  ...HAND_STATUS,
  ...RECORDING_STATUS,
  ...RELEASE_STATUS,
  ...SERIES_STATUS,
  ...STATION_STATUS,
  'not-found': 404,
  'not-allowed': 403,
  'wrong-login': 401,
  'too-many-tries': 429,
  'name-taken': 409,
  'already-installed': 409,
  'password-weak': 422,
  'own-account': 409,
  'text-empty': 422,
  'text-unreadable': 422,
  'text-too-long': 413,
  'nothing-to-read': 422,
  'wrong-state': 409,
  'changed-meanwhile': 409,
  'sentence-not-readable': 422,
  'voice-unknown': 422,
  'voice-refused': 422,
  'job-running': 409,
  'bulletin-in-use': 409,
  'programme-too-long': 422,
  'no-airing': 422,
  'too-many-airings': 422,
  'too-many-pieces': 422,
  'airing-gone': 409,
  'too-many-exceptions': 409,
  'undo-too-late': 409,
  'too-many-groups': 409,
  'group-in-use': 409,
  'day-gone': 422,
  'day-too-far': 422,
  'outside-hours': 422,
  'area-ended': 409,
  'no-device': 422,
  'device-not-enrolled': 409,
  'device-revoked': 409,
  'training-area': 409,
  'id-taken': 409,
  'code-wrong': 403,
  'code-expired': 403,
  'code-used': 403,
  'key-taken': 409,
  signer: 503,
  'reading-changed': 409,
  'reading-not-speakable': 422,
  'lexicon-full': 409,
  'recorded-not-voiced': 409,
  'own-language': 409,
  superseded: 409,
  busy: 503,
};

export const TITLE: PerRefusal<Words> = {
  ...APPROVAL_TITLE,
  ...EMERGENCY_TITLE,
  ...EXEMPTION_TITLE,
  ...HAND_TITLE,
  ...RECORDING_TITLE,
  ...RELEASE_TITLE,
  ...SERIES_TITLE,
  ...STATION_TITLE,
  'not-found': words('Không tìm thấy', 'Not found'),
  'not-allowed': words('Bạn không có quyền làm việc này', 'You may not do this'),
  'wrong-login': words('Tên đăng nhập hoặc mật khẩu chưa đúng', 'Wrong name or password'),
  'too-many-tries': words('Thử quá nhiều lần', 'Too many tries'),
  'name-taken': words('Tên đăng nhập đã có người dùng', 'The user name is taken'),
  'already-installed': words('Hệ thống đã có người quản trị', 'An administrator exists already'),
  'password-weak': words('Mật khẩu này dễ đoán', 'The password is easy to guess'),
  'own-account': words(
    'Không thể tự làm việc này với tài khoản của mình',
    'Not on your own account',
  ),
  'text-empty': words('Văn bản trống', 'The text is empty'),
  'text-unreadable': words('Không đọc được tệp này', 'The file cannot be read'),
  'text-too-long': words('Văn bản quá dài', 'The text is too long'),
  'nothing-to-read': words('Không còn câu nào để đọc', 'Nothing is left to read'),
  'wrong-state': words('Bản tin đang ở bước khác', 'The bulletin is at another step'),
  'changed-meanwhile': words('Người khác vừa sửa trước bạn', 'Somebody has just changed it'),
  'sentence-not-readable': words(
    'Câu này còn chữ hoặc số máy không đọc được',
    'A sentence cannot be read',
  ),
  'voice-unknown': words('Không có giọng đọc này', 'No such voice'),
  'voice-refused': words('Giọng này chưa được phép đọc', 'This voice may not speak yet'),
  'job-running': words('Đang tạo tiếng đọc cho bản tin này', 'The audio is being made now'),
  'bulletin-in-use': words('Bản tin đang có trong lịch phát', 'The bulletin is on the schedule'),
  'programme-too-long': words(
    'Chương trình dài hơn khung giờ',
    'The programme is longer than its slot',
  ),
  'no-airing': words('Lịch này không có lần phát nào', 'This rule never airs'),
  'too-many-airings': words('Lịch có quá nhiều lần phát', 'Too many airings'),
  'too-many-pieces': words('Một lượt phát có quá nhiều đoạn', 'Too many pieces in one airing'),
  'airing-gone': words(
    'Lượt phát này đã bắt đầu hoặc không còn nữa',
    'The airing has begun or is not there any more',
  ),
  'too-many-exceptions': words('Dòng lịch đã có quá nhiều ngoại lệ', 'Too many exceptions'),
  'undo-too-late': words('Đã quá lúc lùi lại', 'Too late to take it back'),
  'too-many-groups': words('Đã có quá nhiều nhóm cụm loa', 'Too many groups of speakers'),
  'group-in-use': words('Nhóm đang có trong lịch phát', 'The group is on the schedule'),
  'day-gone': words('Ngày này đã bắt đầu hoặc đã qua', 'The day has begun or is past'),
  'day-too-far': words('Ngày này còn quá xa', 'The day is too far ahead'),
  'outside-hours': words('Ngoài khung giờ được phép phát', 'Outside the permitted hours'),
  'area-ended': words('Nơi đã chọn không còn nữa', 'The chosen place is no more'),
  'no-device': words('Nơi đã chọn chưa có cụm loa nào', 'No box in the chosen place'),
  'device-not-enrolled': words('Cụm loa chưa đăng ký', 'The box is not enrolled'),
  'device-revoked': words('Cụm loa đã bị khóa', 'The box is shut out'),
  'training-area': words(
    'Xã tập huấn không có loa thật',
    'No real speaker in the training commune',
  ),
  'id-taken': words('Mã cụm loa đã có', 'The box id is taken'),
  'code-wrong': words('Mã đăng ký không đúng', 'Wrong enrolment code'),
  'code-expired': words('Mã đăng ký đã hết hạn', 'The enrolment code has expired'),
  'code-used': words('Mã đăng ký đã được dùng', 'The enrolment code is used up'),
  'key-taken': words('Khóa này đã thuộc cụm loa khác', 'The key belongs to another box'),
  signer: words('Chưa ký được kế hoạch phát', 'The plan could not be signed'),
  'reading-changed': words(
    'Cách đọc vừa đổi theo từ điển hoặc quy tắc mới',
    'The lexicon or the rules now read it otherwise',
  ),
  'reading-not-speakable': words(
    'Cách đọc này còn chữ hoặc số máy không đọc được',
    'The reading cannot be spoken',
  ),
  'lexicon-full': words('Từ điển của địa bàn đã đầy', 'The lexicon of the area is full'),
  'recorded-not-voiced': words(
    'Bản tin này là bản thu, không dùng giọng máy',
    'The bulletin is a recording',
  ),
  'own-language': words(
    'Bản tin đã có thứ tiếng này ở bản chính',
    'The bulletin itself is in this language',
  ),
  superseded: words('Đã có thay đổi mới hơn', 'A newer change came first'),
  busy: words('Máy chủ đang bận', 'The server is busy'),
};

export const NEXT: PerRefusal<Words> = {
  ...APPROVAL_NEXT,
  ...EMERGENCY_NEXT,
  ...EXEMPTION_NEXT,
  ...HAND_NEXT,
  ...RECORDING_NEXT,
  ...RELEASE_NEXT,
  ...SERIES_NEXT,
  ...STATION_NEXT,
  'not-found': words('Quay lại danh sách và chọn lại.', 'Go back to the list and choose again.'),
  'not-allowed': words(
    'Nhờ người có quyền, hoặc báo quản trị.',
    'Ask somebody who may, or the administrator.',
  ),
  'wrong-login': words(
    'Kiểm tra dấu, phím Caps Lock rồi gõ lại.',
    'Check Caps Lock and type again.',
  ),
  'too-many-tries': words('Chờ một lát rồi thử lại.', 'Wait a little and try again.'),
  'name-taken': words('Chọn tên đăng nhập khác.', 'Choose another name.'),
  'already-installed': words('Đăng nhập bằng tài khoản quản trị.', 'Log in as the administrator.'),
  'password-weak': words(
    'Ghép bốn từ không liên quan, không dùng tên của mình.',
    'Join four unrelated words, none of them your name.',
  ),
  'own-account': words('Nhờ một quản trị khác.', 'Ask another administrator.'),
  'text-empty': words('Dán văn bản hoặc chọn tệp khác.', 'Paste a text or choose another file.'),
  'text-unreadable': words(
    'Lưu văn bản thành tệp .txt (UTF-8) hoặc dán nội dung.',
    'Save it as .txt (UTF-8) or paste it.',
  ),
  'text-too-long': words('Chia văn bản thành nhiều phần.', 'Split the text.'),
  'nothing-to-read': words('Giữ lại ít nhất một câu.', 'Keep at least one sentence.'),
  'wrong-state': words('Tải lại trang để xem bước hiện tại.', 'Reload to see where it is.'),
  'changed-meanwhile': words('Tải lại trang rồi sửa tiếp.', 'Reload and go on.'),
  'sentence-not-readable': words(
    'Viết bằng chữ thay cho số và ký hiệu.',
    'Write words instead of digits and signs.',
  ),
  'voice-unknown': words('Chọn giọng trong danh sách.', 'Choose a voice from the list.'),
  'voice-refused': words(
    'Chọn giọng khác, hoặc nhờ quản trị sửa giọng này như đã nêu.',
    'Choose another voice, or have this one mended as told.',
  ),
  'job-running': words('Chờ xong, hoặc bấm Dừng.', 'Wait, or cancel it.'),
  'bulletin-in-use': words('Bỏ khỏi lịch phát trước.', 'Take it off the schedule first.'),
  'programme-too-long': words(
    'Bỏ bớt bản tin hoặc chọn khung dài hơn.',
    'Drop a bulletin or take a longer slot.',
  ),
  'no-airing': words('Kiểm tra ngày bắt đầu, ngày kết thúc và giờ.', 'Check the dates and times.'),
  'too-many-airings': words(
    'Bớt giờ phát hoặc rút ngắn thời hạn.',
    'Fewer times or a shorter period.',
  ),
  'too-many-pieces': words(
    'Bớt số lần đọc hoặc bớt bản tin trong một lượt.',
    'Read it fewer times, or fewer bulletins.',
  ),
  'airing-gone': words(
    'Tải lại lịch và chọn một lượt sắp tới.',
    'Load the schedule again and choose a coming airing.',
  ),
  'too-many-exceptions': words(
    'Sửa “từ ngày này về sau”, hoặc lập dòng lịch mới.',
    'Change it from this day on, or make a new line.',
  ),
  'too-many-groups': words('Bỏ bớt nhóm không còn dùng.', 'Remove groups that are not used.'),
  'group-in-use': words('Sửa các dòng lịch của nhóm trước.', 'Change the lines of it first.'),
  'undo-too-late': words(
    'Lượt phát mới đã bắt đầu. Sửa lại dòng lịch như bình thường.',
    'The new airing has begun. Edit the line as usual.',
  ),
  'day-gone': words('Chọn từ ngày mai trở đi.', 'Choose tomorrow or later.'),
  'day-too-far': words('Chọn ngày trong ba năm tới.', 'Choose a day within three years.'),
  'outside-hours': words('Chọn giờ trong khung được phép.', 'Choose a permitted time.'),
  'area-ended': words(
    'Chọn nơi thay nó, ghi sau mũi tên; cụm loa còn ở đó thì dời sang trước.',
    'Choose what replaced it, behind the arrow; move a speaker that hangs there first.',
  ),
  'no-device': words(
    'Chọn nơi khác hoặc nhờ kỹ thuật lắp cụm loa.',
    'Choose another place or have a box installed.',
  ),
  'device-not-enrolled': words(
    'Tạo mã đăng ký và nhập vào cụm loa.',
    'Make an enrolment code and enter it at the box.',
  ),
  'device-revoked': words(
    'Đăng ký lại cụm loa nếu muốn dùng tiếp.',
    'Enrol the box again to use it.',
  ),
  'training-area': words(
    'Ở đây chỉ có cụm loa ảo để tập. Khai báo cụm loa này ở xã, phường của nó.',
    'Speakers here are virtual. Register this box in its own commune.',
  ),
  'id-taken': words('Chọn mã khác.', 'Choose another id.'),
  'code-wrong': words('Gõ lại mã trên phiếu; chữ O và số 0 như nhau.', 'Type the code again.'),
  'code-expired': words('Tạo mã mới trên trang cụm loa.', 'Make a new code on the box page.'),
  'code-used': words('Tạo mã mới trên trang cụm loa.', 'Make a new code on the box page.'),
  'key-taken': words(
    'Xóa dữ liệu cũ trên cụm loa rồi đăng ký lại.',
    'Wipe the box and enrol again.',
  ),
  signer: words(
    'Lịch chưa được gửi tới loa. Báo quản trị.',
    'Nothing was sent. Tell the administrator.',
  ),
  'reading-changed': words(
    'Tạo lại tiếng đọc, nghe lại rồi gửi duyệt.',
    'Voice it again, listen, then submit.',
  ),
  'reading-not-speakable': words(
    'Viết cách đọc bằng chữ tiếng Việt.',
    'Write the reading in Vietnamese letters.',
  ),
  'lexicon-full': words('Xóa bớt mục không còn dùng.', 'Remove entries that are not used.'),
  'recorded-not-voiced': words(
    'Muốn đổi tiếng, tải lên bản thu mới.',
    'Upload a new recording instead.',
  ),
  'own-language': words(
    'Chọn thứ tiếng khác, hoặc sửa bản chính.',
    'Choose another language, or change the bulletin itself.',
  ),
  superseded: words('Tải lại trang rồi làm lại.', 'Reload and do it again.'),
  busy: words('Thử lại sau ít giây.', 'Try again in some seconds.'),
};
