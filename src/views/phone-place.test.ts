import { freePlace, inWindow, placeFrom } from './phone-place';

const panel = { width: 300, height: 400 };

test('the panel stays in the window, off the menu and the bar on top', () => {
  const small = { width: 1024, height: 700 };
  expect(inWindow({ right: -50, bottom: -50 }, panel, small)).toEqual({ right: 0, bottom: 0 });
  expect(inWindow({ right: 5000, bottom: 5000 }, panel, small)).toEqual({ right: 659, bottom: 235 });
});

test('a window too small for it still shows its lower right corner', () => {
  expect(inWindow({ right: 40, bottom: 40 }, panel, { width: 320, height: 300 })).toEqual({
    right: 0,
    bottom: 0,
  });
});

test('it stands in the corner, or as low above the page’s controls as covers none', () => {
  const view = { width: 1024, height: 700 };
  expect(freePlace(panel, view, () => 0)).toEqual({ right: 16, bottom: 16 });
  expect(freePlace(panel, view, ({ bottom }) => (bottom < 60 ? 3 : 0))).toEqual({ right: 16, bottom: 64 });
});

test('where every place covers something, it takes that with the fewest', () => {
  const view = { width: 1024, height: 700 };
  expect(freePlace(panel, view, ({ bottom }) => Math.abs(bottom - 112) + 1)).toEqual({
    right: 16,
    bottom: 112,
  });
});

test('a place that was kept by something else is no place', () => {
  expect([null, 'x', {}, { right: 'a', bottom: 1 }, { right: NaN, bottom: 1 }].map(placeFrom)).toEqual(
    Array(5).fill(undefined),
  );
  expect(placeFrom({ right: 10, bottom: 20 })).toEqual({ right: 10, bottom: 20 });
});
