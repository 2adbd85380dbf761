/**
 * Number parser — đọc ngược số thành chữ.
 *
 * Hears a Vietnamese cardinal and gives its value; written apart from the product so that a fault in
 * one is not a fault in both. NaN when the words are no number.
 */
const UNITS: Readonly<Record<string, number>> = {
  không: 0,
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  tư: 4,
  năm: 5,
  lăm: 5,
  sáu: 6,
  bảy: 7,
  tám: 8,
  chín: 9,
};
const SCALES: Readonly<Record<string, number>> = { nghìn: 1e3, ngàn: 1e3, triệu: 1e6 };

interface Heard {
  total: number;
  group: number;
  unit: number;
  wrong: boolean;
}

const hear = (heard: Heard, word: string): void => {
  const unit = UNITS[word];
  const scale = SCALES[word];
  if (unit !== undefined) heard.unit = unit;
  else if (word === 'trăm') [heard.group, heard.unit] = [heard.unit * 100, 0];
  else if (word === 'mươi') [heard.group, heard.unit] = [heard.group + heard.unit * 10, 0];
  else if (word === 'mười') heard.group += 10;
  else if (word === 'linh' || word === 'lẻ') heard.unit = 0;
  else if (scale !== undefined) {
    heard.total += (heard.group + heard.unit) * scale;
    [heard.group, heard.unit] = [0, 0];
  } else if (word === 'tỷ') {
    heard.total = (heard.total + heard.group + heard.unit) * 1e9;
    [heard.group, heard.unit] = [0, 0];
  } else heard.wrong = true;
};

export const parseCardinal = (words: string): number => {
  const heard: Heard = { total: 0, group: 0, unit: 0, wrong: words.trim() === '' };
  for (const word of words.trim().split(/\s+/)) hear(heard, word);
  return heard.wrong ? Number.NaN : heard.total + heard.group + heard.unit;
};
