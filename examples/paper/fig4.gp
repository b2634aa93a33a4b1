# The fraction of starts whose loss comes below 1e-4, against the number of angles; M_c and dim g.
set multiplot layout 2,2
set xlabel 'number of angles M'
set ylabel 'fraction below 1e-4'
set yrange [-0.05:1.1]
set ytics 0.25
do for [n in sizes] {
    critical = n * n / 2
    set title sprintf('open chain, n = %s', n)
    unset arrow
    set arrow from critical, graph 0 to critical, graph 1 nohead linewidth 1.5 linecolor rgb 0
    set arrow from n * n, graph 0 to n * n, graph 1 nohead linewidth 1.5 dashtype 2 linecolor rgb grey
    set xrange [0:2.2 * n * n]
    if (n == 6) {
        set key at graph 1, graph 0.5
    } else {
        unset key
    }
    plot '< grep "^open,' . n . ',adam,.*,0.0001," ' . in . '/success.csv' using 5:9:10:11 with yerrorbars \
             pointtype 7 pointsize 0.4 linecolor rgb blue title 'Adam', \
         '< grep "^' . n . ',open" ' . in . '/deposited_vqe.csv' using 4:16 with points pointtype 2 \
             pointsize 0.6 linecolor rgb vermillion title 'deposited', \
         '< grep "^open,' . n . ',lbfgs,.*,0.0001," ' . in . '/success.csv' using 5:9 with linespoints \
             pointtype 5 pointsize 0.4 linecolor rgb green title 'L-BFGS', \
         NaN with lines linewidth 1.5 linecolor rgb 0 title 'M_c', \
         NaN with lines linewidth 1.5 dashtype 2 linecolor rgb grey title 'dim g'
}
unset multiplot
