/**
 * Nothing — không có gì.
 *
 * Stands for a library that is never called on a box: it gives nothing, so a call would fail at once.
 */
module.exports = {};
