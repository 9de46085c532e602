import type { BrokenWidget } from './broken-widget';
import { widget } from './broken-widget';

/** The minimal script with a line more in its render. */
const line = (code: string) =>
  widget({
    'script.js': (text: string) => text.replace('render: function () {', `render: function () {\n${code}\n`),
  });
const script = (code: string) => widget({ 'script.js': `${code}\n// style.css\n` });
const style = (css: string) => widget({ 'style.css': (text: string) => text + css });
const twig = (text: string) =>
  widget({
    'templates/card.twig': text,
    'script.js': (code: string) => code.replace("'ready'", "'card.twig'"),
  });

/** Scripts, styles and templates with one thing wrong. */
export const brokenCode: readonly BrokenWidget[] = [
  ['a script with a mistake', 'js-syntax', script('define(function () { return (; });')],
  ['an ES module', 'js-module', script('import $ from "jquery"; $();')],
  ['a debugger statement', 'js-debugger', line('debugger;')],
  ['no define', 'js-define-missing', script('(function () { return 1; })();')],
  [
    'a named define',
    'js-define-named',
    script('define("acme", [], function () { return function () {}; });'),
  ],
  [
    'two defines',
    'js-define-many',
    script(
      'define([], function () { return function () {}; }); define([], function () { return function () {}; });',
    ),
  ],
  ['a class for a constructor', 'js-define-value', script('define([], function () { return class { }; });')],
  ['an alert', 'js-dialog', line('alert("hello");')],
  ['window.confirm', 'js-dialog', line('window.confirm("hello");')],
  ['eval', 'js-eval', line('(0, eval)("1");')],
  ['a function of text', 'js-function', line('new Function("a", "return a");')],
  ['a timer with a text', 'js-string-timer', line('setTimeout("tick()", 10);')],
  ['console.log', 'js-console', line('console.log(1);')],
  ['console.trace for nothing', 'js-console-trace', line('console.trace();')],
  ['a synchronous request', 'js-sync-request', line('$.ajax({ url: "/x", async: false });')],
  [
    'crm_post in a loop',
    'js-request-loop',
    line('for (var i = 0; i < 3; i++) self.crm_post("https://example.com", {}, $.noop);'),
  ],
  [
    'API requests in forEach',
    'js-request-loop',
    line('[1, 2].forEach(function (id) { $.get("/api/v4/contacts/" + id); });'),
  ],
  ['a script element', 'js-script-tag', line('document.createElement("script");')],
  ['a script tag in a text', 'js-script-tag', line('$("head").append("<script src=x></" + "script>");')],
  ['$.getScript', 'js-get-script', line('$.getScript("/x.js");')],
  [
    'a module from elsewhere',
    'js-foreign-module',
    script('define(["https://example.com/x.js"], function (x) { return function () { return x; }; });'),
  ],
  ['a variable not declared', 'js-undeclared', line('found = 1;')],
  ['a name left on window', 'js-window-member', line('window.acme = 1;')],
  [
    'a name outside of define',
    'js-top-level',
    script('var acme = 1; define([], function () { return function () { return acme; }; });'),
  ],
  ['a value written to APP', 'js-host-write', line('APP.data.mine = 1;')],
  ['code in a comment', 'js-commented-code', line('// $.get("/x", done);')],
  ['a click on Install', 'js-virtual-click', line('$(".js-widget-install").trigger("click");')],
  ['a click on Save', 'js-virtual-save', line('var $save = $(".js-widget-save"); $save.click();')],
  ['a switcher', 'switcher-class', line('$(".switcher").hasClass("switcher__on");')],
  ['styles with a mistake', 'css-syntax', style('.acme { color: red')],
  ['a bare element', 'css-unscoped', style('body { margin: 0 }')],
  ['an element after the widget', 'css-unscoped', style('.acme ~ div { margin: 0 }')],
  [
    'styles under a class of the page',
    'css-system-class',
    widget({ 'style.css': '.modal-body { color: red }' }),
  ],
  ['an animation of a common name', 'css-name', style('@keyframes spin { from { top: 0 } to { top: 1px } }')],
  ['styles from elsewhere', 'css-import', style('@import url(https://example.com/x.css);')],
  ['a value printed raw', 'twig-unescaped', twig('<b>{{ name }}</b>')],
  ['a script tag in a template', 'twig-script', twig('<script>1</script>')],
];
