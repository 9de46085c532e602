import { html, raw } from './html';

test('text is never markup, in contents and attributes', () => {
  expect(html`<p title="${'"\'<>&'}">${'<img src=x onerror=alert(1)>'}</p>`.markup).toBe(
    '<p title="&quot;&#39;&lt;&gt;&amp;">&lt;img src=x onerror=alert(1)&gt;</p>',
  );
});

test('markup stands as it is, lists are joined, nothing prints nothing', () => {
  expect(html`${[html`<b>1</b>`, raw('<i></i>'), 2]}${false}${null}${undefined}`.markup).toBe(
    '<b>1</b><i></i>2',
  );
});
