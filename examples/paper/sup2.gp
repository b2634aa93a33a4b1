# The proved rank of the QFIM against the number of angles.
set multiplot layout 1,2
set xlabel 'number of angles M'
set ylabel 'rank of the QFIM'
set key top left
set yrange [0:*]
do for [boundary in 'open closed'] {
    set title boundary . ' chain'
    plot for [i=1:4] '< grep "^' . boundary . ',' . (2 * i + 2) . '," ' . in . '/ranks.csv' using 3:4 \
        with linespoints pointtype 7 pointsize 0.3 linecolor rgb colour(i - 1) \
        title sprintf('n = %d, exact', 2 * i + 2)
}
unset multiplot
