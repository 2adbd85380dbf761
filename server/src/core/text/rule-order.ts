/** Rule order — thứ tự quy tắc đọc.
 *
 * The one list of all reading rules, most specific first. Order is the whole grammar's precedence; a
 * rule never needs to know its neighbours.
 */
import { siteLexicon } from './lexicon.js';
import type { Rule } from './reading.js';
import { abbreviation, numberedPlace, unknownCapitals } from './rules/abbreviation.js';
import { blank } from './rules/blank.js';
import { bracket } from './rules/bracket.js';
import { coordinate } from './rules/coordinate.js';
import { dateBare, dateFull, datePeriod, dateShort, shortPeriodOfYear } from './rules/date.js';
import { documentNumber, documentSymbol } from './rules/document-symbol.js';
import { lawYear } from './rules/law-year.js';
import { lineBreak } from './rules/line-break.js';
import { listHead } from './rules/list-head.js';
import { lostLetter } from './rules/lost-letter.js';
import { measure, moneyPrefix, perSlash } from './rules/measure.js';
import { networkAddress } from './rules/network-address.js';
import { clauseNumbers, fractionNumber, numeral, ordinalNumber } from './rules/numeral.js';
import { mixedCode, phone, phoneBracketed, plate } from './rules/phone.js';
import { roman, romanLower } from './rules/roman.js';
import { standard } from './rules/standard.js';
import { symbol } from './rules/symbol.js';
import { time } from './rules/time.js';
import { timesSign } from './rules/times-sign.js';
import { web } from './rules/web.js';
import { weekday, weekdayRow } from './rules/weekday.js';
import { word } from './rules/word.js';

export const RULES: readonly Rule[] = [
  siteLexicon,
  lineBreak,
  lostLetter,
  listHead,
  blank,
  documentSymbol,
  standard,
  networkAddress,
  clauseNumbers,
  lawYear,
  dateFull,
  plate,
  mixedCode,
  coordinate,
  time,
  phone,
  phoneBracketed,
  documentNumber,
  shortPeriodOfYear,
  datePeriod,
  dateShort,
  dateBare,
  weekdayRow,
  ordinalNumber,
  fractionNumber,
  web,
  timesSign,
  numeral,
  moneyPrefix,
  measure,
  perSlash,
  bracket,
  roman,
  romanLower,
  weekday,
  numberedPlace,
  abbreviation,
  unknownCapitals,
  word,
  symbol,
];
