# Hessians of the energy: at random points all eigenvalues count, at a minimum as many as the orbit has
# dimensions.
set multiplot layout 2,2
set logscale y
set format y '1e%T'
set yrange [1e-18:1e4]
set xlabel 'number of the eigenvalue'
set ylabel '|eigenvalue|'
set key center right
do for [panel in 'open,4 open,6 open,8 closed,10'] {
    boundary = substr(panel, 1, strstrt(panel, ',') - 1)
    n = substr(panel, strstrt(panel, ',') + 1, strlen(panel))
    set title sprintf('%s chain, n = %s', boundary, n)
    plot '< grep "^hess,' . n . ',' . boundary . '" ' . in . '/curves.csv' using 6:7 with points \
             pointtype 7 pointsize 0.4 linecolor rgb blue title 'random points', \
         '< grep "^hess,' . n . ',' . boundary . '" ' . in . '/hessians.csv' using 6:7 with points \
             pointtype 5 pointsize 0.4 linecolor rgb vermillion title 'a minimum', \
         '< grep "HVA,' . n . ',' . boundary . ',.*hess,solution" ' . in . '/deposited.csv' \
             using 13:14 with points pointtype 2 pointsize 1.2 linewidth 2 linecolor rgb 0 \
             title 'deposited, at solutions'
    unset key
}
unset multiplot
