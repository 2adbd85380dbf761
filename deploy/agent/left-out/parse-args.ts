/**
 * Argument parser — bộ đọc tham số của Node.
 *
 * Stands for `node:util` where it is imported: an import reads every getter of a built-in module, and
 * those of this one load what no box needs. Asking for one name costs that name.
 */
export const { parseArgs } = process.getBuiltinModule('node:util');
