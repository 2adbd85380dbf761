/**
 * Earlier visits — máy này đã có người vào chưa.
 *
 * One mark on this device while a session lasts. It opens nothing: it only says whether to wait for the
 * server's word before the login is drawn.
 */
const STORED_AS = 'loaso.entered';

export const wasHere = (): boolean => localStorage.getItem(STORED_AS) !== null;
export const markVisit = (): void => localStorage.setItem(STORED_AS, '1');
export const forgetVisit = (): void => localStorage.removeItem(STORED_AS);
