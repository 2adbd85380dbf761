/**
 * Own streams — luồng của Node.
 *
 * Stands for `readable-stream`, a copy of Node's streams for other hosts, with the original.
 */
module.exports = require('node:stream');
