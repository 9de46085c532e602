const path = require('node:path');

/** What of the SIP library costs the page more than it gives, by file. */
const changes = {
  // It unfolds the tables of all its rules for every single header that it reads: most of what the phone's start cost
  // the page. Here a rule's table is unfolded when that rule is first used, once for all.
  'grammar.js': [
    [/^( *)peg\$decode\((".*")\)(,?)$/gm, '$1$2$3'],
    [/\bfunction peg\$parse\(/, 'const peg$unfolded = [];\n$&'],
    [
      /\bconst bc = peg\$bytecode\[index\];/,
      'const bc = (peg$unfolded[index] ??= peg$decode(peg$bytecode[index]));',
    ],
  ],
  // It tries itself whenever it is loaded.
  'md5.js': [[/^if \(Md5\.hashStr\('hello'\)[^]*?^}\n/m, '']],
};

module.exports = function quickStart(source) {
  const name = path.basename(this.resourcePath);
  return changes[name].reduce((text, [what, by]) => {
    if (text.search(what) === -1)
      throw new Error(`quick-start: the library's ${name} has no ${what} any more`);
    return text.replace(what, by);
  }, source);
};
