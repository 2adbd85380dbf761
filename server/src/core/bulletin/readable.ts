/**
 * Readable sentences — câu đọc được.
 *
 * The alphabet guard for what an editor types: a digit, a sign or a foreign letter would be read
 * wrongly and without complaint, so it is refused here with its name. Corrects nothing.
 */
import { err, ok, type Result } from '@loaso/shared/result';

/** Letters of Vietnamese, space and the six marks a voice pauses at. */
const FOREIGN =
  /[^abcdeghiklmnopqrstuvxyăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ,.?!:; ]/u;

/**
 * One typed sentence as it will be read: NFC, one line, single spaces.
 *
 * @returns the sentence, or a Vietnamese line that names what cannot be read
 */
export function readable(typed: string): Result<string, string> {
  const sentence = typed.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const foreign = FOREIGN.exec(sentence.toLowerCase());
  if (foreign !== null) {
    const sign = foreign[0];
    return err(
      /\d/u.test(sign)
        ? `“${sign}” là chữ số: hãy viết bằng chữ`
        : `“${sign}” không phải chữ Việt hay dấu câu`,
    );
  }
  return /\p{L}/u.test(sentence) ? ok(sentence) : err('câu không có tiếng nào để đọc');
}
