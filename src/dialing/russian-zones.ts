/**
 * Hours ahead of UTC by the first three digits of a number with the code 7: two where the codes' region spans zones.
 * Russia and Kazakhstan have no summer time. Mobile codes were given out by macro-region and keep it only roughly: a
 * number may have moved to another operator, and its owner to another town. Codes that cover the whole country are not
 * listed: nothing can be known of them.
 */
const table = `
2 401
3 47 48 49 81 82 83 86 87 845 844 841 843 855 910 915 916 920 925 926 980 985 911 921 931 981 930
4 341 842 845 846 848 851
3-4 918 928 938 988
3-5 912 917 922 927 932 937 982 987
5 342 343 345 346 347 349 351 352 353 6 7
6 381
7 382 383 384 385 388 390 391 394
6-8 913 923 933 983
8 301 395
9 302 411 416
8-12 914 924 984
10 421 423 426
11 413 424
12 415 427`;

const zone = (hours: number): string => `+${String(hours).padStart(2, '0')}:00`;

const zonesByPrefix = new Map(
  table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [hours = '', ...prefixes] = line.split(' ');
      const zones = [...new Set(hours.split('-'))].map((one) => zone(Number(one)));
      return prefixes.map((prefix) => [prefix, zones] as const);
    }),
);

/** `digits`: after the 7. Undefined where the code says nothing. */
export const russianZones = (digits: string): readonly string[] | undefined =>
  [3, 2, 1].map((length) => zonesByPrefix.get(digits.slice(0, length))).find((zones) => zones !== undefined);
