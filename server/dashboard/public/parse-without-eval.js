/**
 * Parsing without generated code — phân tích dữ liệu không sinh mã.
 *
 * The schema library probes `new Function` when the first schema is made; the content policy forbids
 * it and every probe would be a report. Set before any module runs, hence a script of its own.
 */
globalThis.__zod_globalConfig = { jitless: true };
