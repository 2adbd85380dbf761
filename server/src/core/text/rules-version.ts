/** Rules version — phiên bản quy tắc đọc.
 *
 * One string that changes whenever the same text could be read differently. An approval binds it, so
 * raising it returns bulletins to pending. It knows nothing of the site lexicon, which has its own version.
 */
export const RULES_VERSION = 'vi-legal-1.2.3';
