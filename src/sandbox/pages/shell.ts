import type { BootData } from './page-data';

/** JSON that may stand inside a `script` element. */
const json = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');

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
require.config({
  waitSeconds: 30,
  paths: {
    jquery: '/host/vendor/jquery', underscore: '/host/vendor/underscore', backbone: '/host/vendor/backbone',
    moment: '/host/vendor/moment', 'moment-ru': '/host/vendor/moment-ru', twigjs: '/host/vendor/twig', pubsub: '/host/vendor/pubsub', store: '/host/vendor/store', host: '/host/host'
  },
  map: {
    '*': { 'vendor/jquery': 'jquery', 'vendor/underscore': 'underscore', 'vendor/backbone': 'backbone',
      'vendor/moment': 'moment', 'vendor/twigjs': 'twigjs', '../moment': 'moment' }
  }
});
require(['moment-ru', 'host'], function (locale, host) { host.start(); });
</script>
</body>
</html>
`;
}
