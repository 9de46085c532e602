import { seenIn } from '../../../test/artefact/minimal-widget';

const wrapped = (code: string): string =>
  `define(['jquery'], function ($) { return function () { var self = this;\n${code}\n}; });\n// style.css\n`;
const seen = (code: string): string[] => seenIn('script.js', wrapped(code));

describe('a script is left in peace when it', () => {
  test.each([
    ['uses console.debug', 'console.debug(1); window.console.debug(2);'],
    ['traces a failure', 'try { $(); } catch (e) { console.trace(e); }'],
    [
      'traces a rejection',
      'p().then($.noop, function (e) { console.trace(e); }); p().catch((e) => console.trace(e));',
    ],
    ['traces a failed request', '$.ajax({ url: "/x", error: function (e) { console.trace(e); } });'],
    ['has a confirm of its own', 'var confirm = self.confirm; confirm("?"); function alert() {} alert();'],
    ['has a console of its own', 'var console = self.log; console.log(1);'],
    [
      'appends a style sheet',
      '$("head").append($("<link>", { rel: "stylesheet" })); document.createElement("link");',
    ],
    ['asks for the page as old bundles do', 'var page = Function("return this")();'],
    ['gives timers functions', 'setTimeout(tick, 10); function tick() { setInterval(() => tick(), 5); }'],
    ['asks once', '$.get("/api/v4/contacts"); self.crm_post("https://example.com", {}, $.noop);'],
    [
      'asks on each click',
      'for (var i = 0; i < 3; i++) $("a").on("click", function () { self.crm_post("https://example.com", {}); });',
    ],
    ['asks another server in a loop', '[1].forEach(function (id) { $.get("https://example.com/x" + id); });'],
    ['opens a window', 'window.open("/x", "_blank", "noopener");'],
    ['has a setting called async', 'var options = { async: false };'],
    [
      'declares by destructuring',
      'var { a, b: [c = 1, ...d] } = self; a = c; d = a; for (const e of d) { let f; f = e; }',
    ],
    [
      'assigns to parameters and functions',
      '(function f(a, { b }) { a = b; b = f; arguments = 1; })(); class K {} K = 1;',
    ],
    ['assigns to what catch caught', 'try { $(); } catch (e) { e = 1; }'],
    ['goes elsewhere', 'window.location = "/x"; window.onbeforeunload = null; location.href = "/y";'],
    ['reads APP', 'var id = APP.data.current_card.id; AMOCRM.constant("user");'],
    ['has an APP of its own', 'var APP = {}; APP.x = 1;'],
    ['binds a click', '$(".js-widget-install").click($.noop); $(".my-button").click();'],
    [
      'explains itself',
      '// Sees who calls (see the page of the vendor).\n/* eslint-disable-next-line */\n/*! Copyright (c) f(); */\nself.x = 1;',
    ],
    [
      'uses names that Object has',
      'var map = {}; map["constructor"](); map.hasOwnProperty("x"); var toString = 1; toString = 2;',
    ],
  ])('%s', (_, code) => {
    expect(seen(code)).toEqual([]);
  });
});

describe('a script is caught when it', () => {
  test.each([
    ['hides the name in brackets', 'console["log"](1);', 'js-console 2:1'],
    ['goes through window', 'window.console.warn(1);', 'js-console 2:1'],
    ['takes the console apart', 'var { error } = console;', 'js-console 2:7'],
    ['minifies the false of a request', '$.ajax({url:"/x",async:!1});', 'js-sync-request 2:18'],
    [
      'opens a synchronous XMLHttpRequest',
      'var x = new XMLHttpRequest(); x.open("GET", "/x", false);',
      'js-sync-request 2:31',
    ],
    [
      'asks from a timer in a loop',
      'while (self.on) { setTimeout(function () { self.$authorizedAjax({}); }); }',
      'js-request-loop 2:44',
    ],
    [
      'asks in $.each',
      '$.each([], function (i) { $.ajax({ url: `/api/v4/leads/${i}` }); });',
      'js-request-loop 2:27',
    ],
    ['counts in an undeclared variable', 'for (i = 0; i < 3; i++) {}', 'js-undeclared 2:6'],
    ['extends the host', '$.extend(APP.data, {});', 'js-host-write 2:1'],
    ['deletes from the host', 'delete window.AMOCRM.data;', 'js-host-write 2:8'],
    ['builds the text of a timer', 'setInterval("f(" + self.x + ")", 1);', 'js-string-timer 2:1'],
    [
      'clicks Disable by a variable',
      'var b = $(".js-widget-uninstall"); b.click();',
      'js-virtual-click 2:36',
    ],
    ['keeps an old block', '// if (self.on) {\n//   self.go();\n// }', 'js-commented-code 2:1'],
    ['takes JSONP', '$.ajax({ url: "/x", dataType: "jsonp" });', 'js-get-script 2:21'],
    ['imports from elsewhere', 'import("https://example.com/x.js");', 'js-foreign-module 2:1'],
  ])('%s', (_, code, where) => {
    expect(seen(code)).toContain(where);
  });
});

describe('the value of script.js', () => {
  const value = (code: string): string[] =>
    seenIn('script.js', `${code}\n// style.css\n`).map((line) => line.split(' ')[0] ?? '');
  test.each([
    'define([], function () { function Phone() {} return Phone; });',
    'define(function (require, exports, module) { module.exports = function () {}; });',
    'define(["a"], (a) => function () { return a; });',
    'define(["a"], (a) => (() => { var e = { d: 1 }; return e.d; })());',
    '!function (root, factory) { "function" == typeof define && define.amd ? define(["a"], factory) : 0; }(this, function () { return function () {}; });',
  ])('may be a plain function, or unknown: %s', (code) => {
    expect(value(code)).toEqual([]);
  });

  test.each([
    'define([], function () { return class {}; });',
    'define([], function () { class Phone {} return Phone; });',
    'define([], () => () => {});',
    'define([], function () { var Phone = () => {}; return Phone; });',
    'define([], function () { return { default: function () {} }; });',
    'define(["exports"], function (exports) { exports.default = function () {}; });',
  ])('is worth a warning: %s', (code) => {
    expect(value(code)).toEqual(['js-define-value']);
  });
});
