// Draws an account's followers and engagement rate over time. The same numbers stand in the table under the chart,
// so nothing is lost without it. Data: {times, followers, rates} of the json_script named by data-history.
(() => {
  const compact = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact", maximumSignificantDigits: 3 });
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const draw = (place) => {
    const { times, followers, rates } = JSON.parse(document.getElementById(place.dataset.history).textContent);
    const font = `12px ${getComputedStyle(place).fontFamily}`;
    const axis = { font, stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
    const line = (label, scale, name, written) => ({
      label, scale, stroke: colour(name), width: 2, spanGaps: true, points: { size: 6 }, value: (_chart, value) => (value === null ? "–" : written(value)),
    });
    place.replaceChildren();
    return new uPlot(
      {
        width: place.clientWidth,
        height: 240,
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
        fmtDate: () => (date) => date.toISOString().slice(0, 10),
        legend: { live: true },
        axes: [
          { ...axis, values: (_chart, marks) => marks.map((mark) => new Date(mark * 1000).toISOString().slice(0, 10)), space: 90 },
          { ...axis, scale: "followers", size: 56, values: (_chart, marks) => marks.map((mark) => compact.format(mark)) },
          { ...axis, scale: "rate", side: 1, size: 56, grid: { show: false }, values: (_chart, marks) => marks.map((mark) => `${mark} %`) },
        ],
        series: [
          { label: "Day", value: (_chart, seconds) => (seconds === null ? "–" : new Date(seconds * 1000).toISOString().slice(0, 10)) },
          line("Followers", "followers", "--part-response", (value) => compact.format(value)),
          line("Engagement rate", "rate", "--part-conversation", (value) => `${value} %`),
        ],
      },
      [times, followers, rates],
      place,
    );
  };

  for (const place of document.querySelectorAll("[data-history]")) {
    let chart = draw(place);
    document.addEventListener("theme:change", () => (chart = draw(place)));
    new ResizeObserver(() => chart.setSize({ width: place.clientWidth, height: 240 })).observe(place);
  }
})();
