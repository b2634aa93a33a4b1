# Loss against step: the median of all starts, and the middle half.
set multiplot layout 1,2
set logscale y
set format y '1e%T'
set yrange [1e-16:10]
set xlabel 'step of Adam'
set ylabel 'loss <H> - E0'
do for [panel in 'closed:2:3 open:6:9:14:20'] {
    boundary = substr(panel, 1, strstrt(panel, ':') - 1)
    counts = boundary eq 'closed' ? '2 3' : '6 9 14 20'
    set title sprintf('%s chain, n = 6', boundary)
    set key at graph (boundary eq 'closed' ? 1 : 0.31), graph (boundary eq 'closed' ? 0.65 : 0.35)
    plot for [i=1:words(counts)] '< grep "^' . boundary . ',6,' . word(counts, i) . '," ' . in . '/steps.csv' \
             using 4:6:8 with filledcurves fill transparent solid 0.2 linecolor rgb colour(i - 1) notitle, \
         for [i=1:words(counts)] '< grep "^' . boundary . ',6,' . word(counts, i) . '," ' . in . '/steps.csv' \
             using 4:7 with lines linewidth 2 linecolor rgb colour(i - 1) \
             title sprintf('M = %d', 2 * int(word(counts, i)))
}
unset multiplot
