/** What every engine in question has of the language itself. */
export const languageNames: ReadonlySet<string> = new Set(
  (
    'undefined NaN Infinity globalThis Object Function Array Number String Boolean Symbol BigInt Date Math JSON ' +
    'RegExp Promise Proxy Reflect Map Set WeakMap WeakSet WeakRef FinalizationRegistry ArrayBuffer SharedArrayBuffer ' +
    'DataView Atomics Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array ' +
    'Float32Array Float64Array BigInt64Array BigUint64Array Error AggregateError EvalError RangeError ReferenceError ' +
    'SyntaxError TypeError URIError parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI ' +
    'decodeURI escape unescape arguments'
  ).split(' '),
);
