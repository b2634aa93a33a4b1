# QFIM spectra of the open chain, as they are defined and with the index error, and what was deposited:
# crosses at the values beside the gap.
set multiplot layout 2,2
set logscale y
set format y '1e%T'
set yrange [1e-18:1e3]
set xlabel 'number of the eigenvalue'
set ylabel 'eigenvalue of F/4'
set key center right
do for [n in '4 6 8 10'] {
    set title sprintf('open chain, n = %s', n)
    plot '< grep "^qfim,' . n . ',open,.*as defined" ' . in . '/curves.csv' using 6:7 with points \
             pointtype 7 pointsize 0.4 linecolor rgb blue title 'n - 1 derivatives for ZZ', \
         '< grep "^qfim,' . n . ',open,.*index error" ' . in . '/curves.csv' using 6:7 with points \
             pointtype 4 pointsize 0.5 linecolor rgb vermillion title 'n derivatives for ZZ', \
         '< grep "HVA,' . n . ',open,.*qfim,random" ' . in . '/deposited.csv' using 13:14 with points \
             pointtype 2 pointsize 1.2 linewidth 2 linecolor rgb 0 title 'deposited', \
         '' using ($13+1):15 with points pointtype 2 pointsize 1.2 linewidth 2 linecolor rgb 0 notitle
    unset key
}
unset multiplot
