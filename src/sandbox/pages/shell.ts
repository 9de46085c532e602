import type { BootData } from './page-data';
import { aliases, vendorModules } from './vendor-modules';

/** JSON that may stand inside a `script` element. */
const json = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');

const loading = {
  waitSeconds: 30,
  paths: {
    ...Object.fromEntries(Object.keys(vendorModules).map((name) => [name, `/host/vendor/${name}`])),
    host: '/host/host',
  },
  map: { '*': aliases },
};

/** The page before its script runs; everything inside `#page` is drawn by the browser. */
export function shell(boot: BootData): string {
  return `<!doctype html>
<html lang="${boot.user.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>amoCRM</title>
<link rel="icon" href="/favicon.ico" type="image/svg+xml">
<link rel="stylesheet" href="/host/host.css">
</head>
<body class="body-${boot.user.lang}">
<div id="page"></div>
<script type="application/json" id="boot">${json(boot)}</script>
<script src="/host/vendor/require.js"></script>
<script>
require.config(${json(loading)});
require(['moment-ru', 'host'], function (locale, host) { host.start(); });
</script>
</body>
</html>
`;
}
